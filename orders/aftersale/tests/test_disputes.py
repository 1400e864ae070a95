"""Something is wrong: buyer and seller first, then RDB decides, and each silence has its meaning."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.money import Money
from orders.aftersale.enums import DisputeKind, DisputeState, Side
from orders.aftersale.exceptions import DisputeRefused, WordMissing
from orders.aftersale.models import CasePhoto, Dispute, GoodsReturn, Statement
from orders.aftersale.services.clock import work_overdue
from orders.aftersale.services.disputes import accept_offer, answer_dispute, decide_dispute, escalate, open_dispute, withdraw_dispute
from orders.aftersale.services.returns import decline_return
from orders.aftersale.tests.factories import ask, make_delivered, make_officer, overdue, picture
from orders.enums import Bearer, MoneyState, OrderState
from orders.exceptions import IllegalMove, NotAllowed, RefundBeyond
from orders.models import Order
from orders.payments.enums import RefundReason
from orders.payments.models import Payment, Refund
from orders.payments.services import take_in_refund
from orders.tests.factories import make_order, make_seller, make_user, make_variant

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


@pytest.fixture
def officer():
    return make_officer()


def complain(order, wish="100", kind=DisputeKind.DAMAGED, **facts) -> Dispute:
    return open_dispute(order=order, kind=kind, wish=Decimal(wish), text="Two bags are torn.", **{"by": None, **facts})


def answered(order, alice, offer="40") -> Dispute:
    return answer_dispute(dispute=complain(order), offer=Decimal(offer), text="One bag, I think.", by=alice)


def escalated(order, alice) -> Dispute:
    return escalate(dispute=answered(order, alice), text="It were two.", by=None)


def test_all_that_was_wished_settles_it_at_once(order, alice, run_waiting_jobs):
    case = answer_dispute(dispute=complain(order, photos=[picture()]), offer=Decimal("100"), text="", by=alice)

    refund = Refund.objects.get()
    assert (case.state, case.refund, refund.reason) == (DisputeState.SETTLED, refund, RefundReason.DISPUTE)
    assert (str(refund.money), refund.parts["goods"], refund.parts["borne_by"]) == ("100.00 CNY", "100.00", "seller")
    assert CasePhoto.objects.count() == 1
    run_waiting_jobs("mail.send")
    assert sorted(letter.to[0] for letter in mail.outbox[-3:]) == ["alice@coocamu.example"] * 2 + ["carla@buyer.example"]


def test_what_went_back_without_us_is_not_given_twice(order, alice):
    payment, case = Payment.objects.get(), answered(order, alice, offer="80")
    take_in_refund(payment=payment, amount=Money(payment.captured_amount - 50, "CNY"), reference="BY-HAND-1", note="", by=None)

    case = accept_offer(dispute=case, by=None)

    assert (case.state, str(case.outcome), str(case.refund.money)) == (DisputeState.SETTLED, "50.00 CNY", "50.00 CNY")


def test_the_buyer_takes_the_offer(order, alice):
    case = accept_offer(dispute=answered(order, alice), by=None)

    assert (case.state, str(Refund.objects.get().money)) == (DisputeState.SETTLED, "40.00 CNY")
    with pytest.raises(IllegalMove):
        accept_offer(dispute=case, by=None)


def test_rdb_decides_and_says_who_pays(order, alice, officer, run_waiting_jobs):
    case = decide_dispute(
        dispute=escalated(order, alice), amount=Decimal("80"), borne_by=Bearer.HUB, text="The pictures show two.", by=officer
    )

    parts = Refund.objects.get().parts
    assert (case.state, case.decided_by, case.borne_by) == (DisputeState.DECIDED, officer, "hub")
    assert (parts["goodwill"], parts["goods"], parts["borne_by"]) == ("80.00", "0.00", "hub")
    assert list(Statement.objects.values_list("side", flat=True)) == [Side.BUYER, Side.SELLER, Side.BUYER, Side.OFFICER]
    run_waiting_jobs("mail.send")
    assert "The pictures show two." in mail.outbox[-1].body and "The pictures show two." in mail.outbox[-2].body


def test_rdb_may_give_nothing(order, alice, officer):
    case = decide_dispute(dispute=escalated(order, alice), amount=Decimal(0), borne_by=Bearer.SELLER, text="As described.", by=officer)

    assert (case.state, case.borne_by) == (DisputeState.DECIDED, "") and not Refund.objects.exists()


def test_everything_goes_back_when_a_parcel_never_came(variant, alice, officer):
    order = make_order(variant, state=OrderState.SHIPPED, by=alice, quantity=3)
    long_ago = timezone.now() - timedelta(days=60)
    Order.objects.filter(pk=order.pk).update(shipped_at=long_ago)
    order.refresh_from_db()
    case = complain(order, wish=order.total_amount, kind=DisputeKind.NOT_ARRIVED)
    overdue(case)
    work_overdue()
    case.refresh_from_db()

    decide_dispute(dispute=case, amount=order.total_amount, borne_by=Bearer.SELLER, text="No word of the carrier.", by=officer)

    order.refresh_from_db()
    parts = Refund.objects.get().parts
    assert (order.state, order.money_state, order.refundable.amount) == (OrderState.SHIPPED, MoneyState.REFUNDING, 0)
    assert (parts["goods"], parts["delivery"]) == ("204.00", str(order.delivery_amount))


@pytest.mark.parametrize("who", ["alice", "buyer", "without the right"])
def test_whoever_is_party_or_has_no_right_decides_nothing(order, alice, officer, who):
    case = escalated(order, alice)
    if who == "alice":
        order.seller.members.create(user=officer, role="staff")
    elif who == "buyer":
        order.group.user = officer
        order.group.save()
    else:
        officer = make_user("charlie")

    with pytest.raises(NotAllowed):
        decide_dispute(dispute=case, amount=Decimal(1), borne_by=Bearer.SELLER, text="x", by=officer)


def test_a_decision_keeps_its_bounds(order, alice, officer):
    case = escalated(order, alice)

    with pytest.raises(RefundBeyond):
        decide_dispute(dispute=case, amount=order.total_amount + 1, borne_by=Bearer.SELLER, text="x", by=officer)
    with pytest.raises(WordMissing):
        decide_dispute(dispute=case, amount=Decimal(1), borne_by=Bearer.SELLER, text=" ", by=officer)
    with pytest.raises(IllegalMove):
        decide_dispute(dispute=answered(make_delivered(make_variant(3, seller=order.seller), by=alice), alice), amount=Decimal(1),
                       borne_by=Bearer.SELLER, text="x", by=officer)  # fmt: skip
    assert not Refund.objects.exists()


def test_one_dispute_at_a_time_and_only_in_its_time(order, variant, alice):
    with pytest.raises(DisputeRefused, match="not_sent"):
        complain(make_order(variant))
    with pytest.raises(DisputeRefused, match="window_over"):
        complain(make_delivered(make_variant(3, seller=order.seller), by=alice, days_ago=31))
    with pytest.raises(DisputeRefused, match="too_early"):
        complain(make_order(make_variant(3, seller=order.seller), state=OrderState.SHIPPED, by=alice), kind=DisputeKind.NOT_ARRIVED)
    for wish in ("0", "-1", order.total_amount + 1):
        with pytest.raises(DisputeRefused, match="amount"):
            complain(order, wish=wish)
    complain(order)
    with pytest.raises(DisputeRefused, match="one_is_open"):
        complain(order)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.create(
            order=order, number="x", kind="other", currency="CNY", wish_amount=1, rule=Dispute.objects.get().rule, due_at=timezone.now()
        )


def test_return_is_disputed_in_its_time(order, alice):
    case = decline_return(goods_return=ask(order, 1), by=alice, note="It is the natural colour.")
    Order.objects.update(delivered_at=timezone.now() - timedelta(days=40))
    GoodsReturn.objects.update(ended_at=timezone.now() - timedelta(days=31))
    case.refresh_from_db()

    with pytest.raises(DisputeRefused, match="window_over"):
        complain(order, kind=DisputeKind.RETURN, goods_return=case)

    case.ended_at = timezone.now() - timedelta(days=30)
    assert complain(order, kind=DisputeKind.RETURN, goods_return=case).is_open


def test_silence_of_the_seller_brings_it_before_rdb(order):
    overdue(complain(order))

    assert work_overdue() == 1 and work_overdue() == 0

    case = Dispute.objects.get()
    assert case.state == DisputeState.WITH_OFFICER and case.escalated_at
    overdue(case)
    assert work_overdue() == 0  # RDB's own time over: it waits for RDB, and the desk says that it is late


def test_silence_of_the_buyer_takes_the_offer(order, alice):
    overdue(answered(order, alice))

    work_overdue()

    assert (Dispute.objects.get().state, str(Refund.objects.get().money)) == (DisputeState.SETTLED, "40.00 CNY")


def test_silence_of_the_buyer_ends_it_when_nothing_is_offered(order, alice):
    overdue(answered(order, alice, offer="0"))

    work_overdue()

    assert Dispute.objects.get().state == DisputeState.LAPSED and not Refund.objects.exists()


def test_a_settled_amount_never_exceeds_what_is_left(order, alice):
    import uuid

    from orders.aftersale.services.manual_refunds import give_by_hand

    case = answered(order, alice, offer="90")
    give_by_hand(order=order, attempt=uuid.uuid4(), goodwill=order.total_amount - 10, reason="Sorry.", by=alice)

    case = accept_offer(dispute=case, by=None)

    assert case.outcome_amount == 10 and Order.objects.get().refundable.amount == 0


def test_the_buyer_lets_it_rest(order, alice):
    assert withdraw_dispute(dispute=complain(order), by=None).state == DisputeState.WITHDRAWN
    assert complain(order).number.endswith("-D2")


def test_what_was_said_stays(order):
    complain(order)

    for change in (lambda: Statement.objects.update(text="x"), lambda: Statement.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_stranger_answers_nothing(order):
    with pytest.raises(NotAllowed):
        answer_dispute(dispute=complain(order), offer=Decimal(1), text="x", by=make_user("charlie"))
