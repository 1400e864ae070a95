"""Two people at once, on real connections with real commits: the money goes back once, whoever was first."""

import uuid
from decimal import Decimal

import pytest

from marketplace.allocation.tests.racing import at_once
from orders.aftersale.models import Dispute, GoodsReturn
from orders.aftersale.services.clock import work_overdue
from orders.aftersale.services.disputes import accept_offer, answer_dispute, escalate, open_dispute
from orders.aftersale.services.manual_refunds import LineShare, give_by_hand
from orders.aftersale.services.returns import ask_return, settle_return, whole_findings
from orders.aftersale.tests.factories import ask, make_delivered, make_officer, overdue, received
from orders.exceptions import OrderChanged, OrderRefused
from orders.models import Order, OrderLine
from orders.payments.models import Refund
from orders.tests.factories import make_seller, make_user, make_variant, stock_of

pytestmark = pytest.mark.django_db(transaction=True)


def refused(answers) -> int:
    return sum(isinstance(answer, OrderRefused) for answer in answers)


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice)


@pytest.fixture
def order(shop, alice):
    return make_delivered(make_variant(10, seller=shop), by=alice, quantity=3)


def test_a_return_is_settled_once_when_seller_and_clock_do_it_at_once(order, alice):
    case = received(ask(order, 3), by=alice)
    overdue(case)

    answers = at_once(
        lambda: settle_return(goods_return=case, findings=whole_findings(case), freight=Decimal(0), by=alice),
        lambda: work_overdue(),
    )

    assert not [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, OrderRefused)], answers
    assert Refund.objects.count() == 1 and GoodsReturn.objects.get().state == "settled"


def test_the_same_pieces_are_claimed_once_when_two_tabs_ask(order):
    wanted = {order.lines.get().pk: 2}

    answers = at_once(*[lambda: ask_return(order=order, quantities=wanted, reason="changed_mind", by=None)] * 2)

    assert refused(answers) == 1 and GoodsReturn.objects.count() == 1
    assert OrderLine.objects.get().returned_quantity == 2


def test_an_offer_is_either_taken_or_laid_before_rdb(order, alice):
    case = open_dispute(order=order, kind="damaged", wish=Decimal(100), text="Torn.", by=None)
    case = answer_dispute(dispute=case, offer=Decimal(40), text="One bag.", by=alice)

    answers = at_once(lambda: accept_offer(dispute=case, by=None), lambda: escalate(dispute=case, text="No.", by=None))

    assert refused(answers) == 1, answers
    assert Refund.objects.count() == (Dispute.objects.get().state == "settled")


def test_one_dispute_is_opened_when_two_tabs_do(order):
    answers = at_once(*[lambda: open_dispute(order=order, kind="damaged", wish=Decimal(10), text="Torn.", by=None)] * 3)

    assert refused(answers) == 2 and Dispute.objects.count() == 1


def test_no_more_than_was_paid_goes_back_when_many_give_at_once(order, alice):
    most = order.total_amount

    answers = at_once(
        *[lambda: give_by_hand(order=order, attempt=uuid.uuid4(), goodwill=most * Decimal("0.4"), reason="Sorry.", by=alice)] * 5
    )

    assert refused(answers) == 3, answers
    assert Order.objects.get().refund_requested == sum(refund.amount for refund in Refund.objects.all()) <= most


def test_two_officers_who_look_at_once_give_the_same_pieces_back_once(order):
    officers, line, seen = [make_officer("olive"), make_officer("oscar")], order.lines.get(), order.refund_requested
    share = {line.pk: LineShare(pieces=1, shelved=1)}

    answers = at_once(
        *[lambda by=by: give_by_hand(order=order, attempt=uuid.uuid4(), lines=share, reason="Torn.", by=by, seen=seen) for by in officers]
    )

    assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [OrderChanged], answers
    assert Refund.objects.count() == 1 and OrderLine.objects.get().returned_quantity == 1 and stock_of(line.variant) == (8, 0)


def test_no_piece_is_paid_for_twice_even_by_officers_who_did_not_look(order):
    officers, line = [make_officer("olive"), make_officer("oscar")], order.lines.get()
    share = {line.pk: LineShare(pieces=2)}

    answers = at_once(
        *[lambda by=by: give_by_hand(order=order, attempt=uuid.uuid4(), lines=share, reason="Torn.", by=by) for by in officers]
    )

    assert refused(answers) == 1 and OrderLine.objects.get().refund_requested == 136, answers


def test_one_press_of_the_button_gives_once_however_often_it_arrives(order, alice):
    attempt = uuid.uuid4()

    answers = at_once(*[lambda: give_by_hand(order=order, attempt=attempt, goodwill=Decimal(5), reason="Sorry.", by=alice)] * 4)

    assert {answer.pk for answer in answers} == {answers[0].pk} and Refund.objects.count() == 1


def test_sound_pieces_go_on_the_shelf_once_when_the_button_is_pressed_twice(order, alice):
    from orders.aftersale.services.returns import Finding

    case = received(ask(order, 3), by=alice)
    row = case.lines.get()
    found = {row.pk: Finding(3, 3, Decimal(204))}

    answers = at_once(*[lambda: settle_return(goods_return=case, findings=found, freight=Decimal(0), by=alice)] * 2)

    assert refused(answers) == 1 and stock_of(row.line.variant) == (10, 0)
