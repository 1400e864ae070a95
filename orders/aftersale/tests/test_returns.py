"""Goods on their way back: who may when, what the seller finds, what goes back, and what happens when somebody stays silent."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from marketplace.money import Money
from orders.aftersale.enums import DisputeState, ReturnReason, ReturnState, Side
from orders.aftersale.exceptions import FindingRefused, ReturnRefused, WordMissing
from orders.aftersale.models import CasePhoto, Dispute, GoodsReturn, ReturnRule
from orders.aftersale.services.clock import work_overdue
from orders.aftersale.services.manual_refunds import give_by_hand
from orders.aftersale.services.returns import Finding, approve_return, decline_return, send_return, settle_return, withdraw_return
from orders.aftersale.tests.factories import ask, make_delivered, overdue, picture, received
from orders.enums import MoneyState, OrderState
from orders.exceptions import IllegalMove, NotAllowed, NothingSelected, QuantityRefused
from orders.models import Order, OrderLine
from orders.payments.models import Payment, Refund
from orders.payments.services import take_in_refund
from orders.tests.factories import make_order, make_seller, make_user, make_variant, stock_of
from sellers.exceptions import BadUpload

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def variant(alice):
    return make_variant(10, seller=make_seller("Coocamu", owner=alice, contact_email="alice@coocamu.example"))


@pytest.fixture
def order(variant, alice):
    return make_delivered(variant, by=alice, quantity=3)


def found(case, received=None, restocked=0, amount=None) -> dict[int, Finding]:
    row = case.lines.get()
    pieces = row.quantity if received is None else received
    return {row.pk: Finding(pieces, restocked, Decimal(68 * pieces) if amount is None else Decimal(amount))}


def fresh(order) -> Order:
    return Order.objects.get(pk=order.pk)


def test_price_delivery_and_freight_go_back_when_all_comes_back_with_a_fault(order, variant, alice, run_waiting_jobs):
    case = received(ask(order, 3), by=alice)
    GoodsReturn.objects.filter(pk=case.pk).update(freight_claimed=0)

    case = settle_return(goods_return=case, findings=found(case, restocked=2), freight=Decimal(0), by=alice)

    refund = Refund.objects.get()
    assert (case.state, case.freight_by, case.refund) == (ReturnState.SETTLED, Side.SELLER, refund)
    assert refund.amount == order.total_amount and refund.parts["delivery"] == str(order.delivery_amount)
    assert stock_of(variant) == (9, 0)  # ten, three sold, two sound ones back on the shelf
    assert fresh(order).money_state == MoneyState.REFUNDING
    run_waiting_jobs("mail.send")
    assert [letter.to[0] for letter in mail.outbox[-5:]] == [
        "alice@coocamu.example", "carla@buyer.example", "alice@coocamu.example", "carla@buyer.example", "carla@buyer.example",
    ]  # fmt: skip


def test_freight_goes_back_within_what_was_paid_when_the_seller_pays_it(order, alice):
    case = received(ask(order, 1), by=alice, freight=30)

    settle_return(goods_return=case, findings=found(case), freight=Decimal(30), by=alice)

    parts = Refund.objects.get().parts
    assert (parts["goods"], parts["delivery"], parts["freight"], parts["borne_by"]) == ("68.00", "0.00", "30.00", "seller")


def test_way_there_waits_for_the_last_of_two_returns(order, alice):
    first, second = received(ask(order, 1), by=alice), received(ask(order, 2), by=alice)

    for case in (first, second):
        settle_return(goods_return=case, findings=found(case), freight=Decimal(0), by=alice)

    assert [refund.parts["delivery"] for refund in Refund.objects.order_by("pk")] == ["0.00", str(order.delivery_amount)]


def test_freight_and_delivery_stay_with_the_buyer_when_they_changed_their_mind(order, alice):
    case = received(ask(order, 3, reason=ReturnReason.CHANGED_MIND, photos=[]), by=alice, freight=30)

    assert (case.freight_by, case.freight_claimed) == (Side.BUYER, 0)
    settle_return(goods_return=case, findings=found(case), freight=Decimal(0), by=alice)

    assert str(Refund.objects.get().money) == "204.00 CNY"


def test_less_goes_back_only_with_a_word(order, alice):
    case = received(ask(order, 2), by=alice)

    with pytest.raises(WordMissing):
        settle_return(goods_return=case, findings=found(case, amount=100), freight=Decimal(0), by=alice)
    case = settle_return(goods_return=case, findings=found(case, amount=100), freight=Decimal(0), by=alice, note="One was opened.")

    assert str(case.refund.money) == "100.00 CNY" and case.answer == "One was opened."


def test_pieces_that_did_not_come_are_free_to_be_sent_again(order, variant, alice):
    case = received(ask(order, 3), by=alice)

    settle_return(goods_return=case, findings=found(case, received=1, restocked=1), freight=Decimal(0), by=alice, note="Only one came.")

    assert OrderLine.objects.get().open_quantity == 2 and stock_of(variant) == (8, 0)
    assert str(Refund.objects.get().money) == "68.00 CNY"


@pytest.mark.parametrize(("received_", "restocked", "amount"), [(4, 0, 68), (1, 2, 68), (1, 0, 69), (-1, 0, 0), (1, 0, -1)])
def test_findings_that_cannot_be_are_refused(order, alice, received_, restocked, amount):
    case = received(ask(order, 3), by=alice)

    with pytest.raises(FindingRefused):
        settle_return(goods_return=case, findings=found(case, received_, restocked, amount), freight=Decimal(0), by=alice, note="x")
    with pytest.raises(FindingRefused):
        settle_return(goods_return=case, findings={}, freight=Decimal(0), by=alice, note="x")
    with pytest.raises(FindingRefused):
        settle_return(goods_return=case, findings=found(case), freight=Decimal(1), by=alice, note="x")
    assert not Refund.objects.exists()


def test_what_goodwill_gave_before_is_not_given_twice(order, alice):
    import uuid

    give_by_hand(order=order, attempt=uuid.uuid4(), goodwill=order.total_amount - 50, reason="Sorry.", by=alice)
    case = received(ask(order, 3), by=alice)

    case = settle_return(goods_return=case, findings=found(case), freight=Decimal(0), by=alice)

    assert str(case.refund.money) == "50.00 CNY" and fresh(order).refund_requested == order.total_amount


def test_what_went_back_without_us_is_not_given_twice(order, alice):
    payment = Payment.objects.get()
    take_in_refund(payment=payment, amount=Money(payment.captured_amount - 50, "CNY"), reference="BY-HAND-1", note="", by=None)
    overdue(received(ask(order, 3), by=alice, freight=12))

    assert work_overdue() == 1

    case = GoodsReturn.objects.get()
    assert (case.state, str(case.refund.money), case.freight_amount) == (ReturnState.SETTLED, "50.00 CNY", 0)


def test_the_second_click_is_refused_when_it_is_settled(order, alice):
    case = received(ask(order, 1), by=alice)
    settle_return(goods_return=case, findings=found(case), freight=Decimal(0), by=alice)

    with pytest.raises(IllegalMove):
        settle_return(goods_return=case, findings=found(case), freight=Decimal(0), by=alice)

    assert Refund.objects.count() == 1


def test_pieces_can_be_claimed_once(order):
    ask(order, 2)

    with pytest.raises(QuantityRefused):
        ask(order, 2)
    with pytest.raises(NothingSelected):
        ask(order, 0)
    ask(order, 1)


def test_a_declined_return_frees_its_pieces_and_says_why(order, alice, run_waiting_jobs):
    case = ask(order, 3)

    with pytest.raises(WordMissing):
        decline_return(goods_return=case, by=alice, note=" ")
    decline_return(goods_return=case, by=alice, note="It is the natural colour.")

    assert OrderLine.objects.get().returned_quantity == 0
    run_waiting_jobs("mail.send")
    assert "It is the natural colour." in mail.outbox[-1].body


def test_a_withdrawn_return_frees_its_pieces(order, alice):
    case = withdraw_return(goods_return=approve_return(goods_return=ask(order, 3), by=alice), by=None)

    assert case.state == ReturnState.WITHDRAWN and OrderLine.objects.get().returned_quantity == 0
    with pytest.raises(IllegalMove):
        withdraw_return(goods_return=case, by=None)


def test_only_what_has_arrived_comes_back(variant, alice):
    order = make_order(variant, state=OrderState.SHIPPED, by=alice)

    with pytest.raises(ReturnRefused, match="not_delivered"):
        ask(order, 1)


@pytest.mark.parametrize(
    ("days", "reason", "why"),
    [(7, "changed_mind", ""), (8, "changed_mind", "window_over"), (8, "damaged", ""), (30, "damaged", ""), (31, "damaged", "window_over")],
)
def test_the_window_is_the_rules(variant, alice, days, reason, why):
    order = make_delivered(variant, by=alice, days_ago=days)
    if not why:
        assert ask(order, 1, reason=reason).rule.hs_prefix == ""
        return
    with pytest.raises(ReturnRefused, match=why):
        ask(order, 1, reason=reason)


def test_the_longest_prefix_and_the_day_choose_the_rule(order):
    ReturnRule.objects.create(
        hs_prefix="0901", mind_days=0, fault_days=2, answer_days=1, send_days=1, carry_days=1, inspect_days=1,
        valid_from=timezone.localdate() - timedelta(days=3), source="test",
    )  # fmt: skip

    with pytest.raises(ReturnRefused, match="mind"):
        ask(order, 1, reason=ReturnReason.CHANGED_MIND)
    ReturnRule.objects.update(valid_to=timezone.localdate())
    ReturnRule.objects.filter(valid_from__lt=timezone.localdate()).update(valid_to=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ReturnRefused, match="no_rule"):
        ask(order, 1)


def test_a_fault_needs_a_picture_and_a_freight_its_receipt(order, alice):
    with pytest.raises(ReturnRefused, match="photo"):
        ask(order, 1, photos=[])
    with pytest.raises(BadUpload):
        ask(order, 1, photos=[SimpleUploadedFile("x.jpg", b"no picture")])
    assert not GoodsReturn.objects.exists() and not CasePhoto.objects.exists()
    case = approve_return(goods_return=ask(order, 1, photos=[picture(), picture("same.jpg")]), by=alice)
    assert CasePhoto.objects.count() == 1  # the same picture twice is kept once

    with pytest.raises(ReturnRefused, match="photo"):
        send_return(goods_return=case, carrier="Post", tracking_number="RR1", freight=Decimal(5), by=None)


def test_a_stranger_answers_nothing(order):
    charlie = make_user("charlie")
    case = ask(order, 1)

    for step in (approve_return, lambda **facts: decline_return(note="x", **facts)):
        with pytest.raises(NotAllowed):
            step(goods_return=case, by=charlie)


def test_silence_of_the_seller_agrees(order, run_waiting_jobs):
    case = ask(order, 1)
    overdue(case)

    assert work_overdue() == 1 and work_overdue() == 0

    assert GoodsReturn.objects.get().state == ReturnState.APPROVED
    run_waiting_jobs("mail.send")
    assert {letter.to[0] for letter in mail.outbox[-2:]} == {"carla@buyer.example", "alice@coocamu.example"}


def test_a_return_never_sent_ends_and_frees_its_pieces(order, alice):
    overdue(approve_return(goods_return=ask(order, 3), by=alice))

    work_overdue()

    assert GoodsReturn.objects.get().state == ReturnState.LAPSED and OrderLine.objects.get().returned_quantity == 0


def test_a_return_nobody_confirms_goes_before_rdb(order, alice):
    case = approve_return(goods_return=ask(order, 2), by=alice)
    overdue(send_return(goods_return=case, carrier="Post", tracking_number="RR1", by=None))

    work_overdue()

    dispute = Dispute.objects.get()
    assert (GoodsReturn.objects.get().state, dispute.state) == (ReturnState.DISPUTED, DisputeState.WITH_OFFICER)
    assert (dispute.goods_return.pk, str(dispute.wish)) == (case.pk, "136.00 CNY")


def test_what_nobody_looks_at_is_paid_in_full_and_stays_off_the_shelf(order, variant, alice):
    overdue(received(ask(order, 3), by=alice, freight=12))

    work_overdue()

    case = GoodsReturn.objects.get()
    assert (case.state, case.refund.amount) == (ReturnState.SETTLED, order.total_amount)  # the freight would exceed what was paid
    assert stock_of(variant) == (7, 0)
