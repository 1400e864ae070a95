from decimal import Decimal

import pytest
from django.core import mail

from marketplace.money import Money
from orders.enums import GroupState, OrderState, RefusalReason
from orders.exceptions import IllegalMove, NotAllowed
from orders.models import Order
from orders.payments.enums import PaymentState
from orders.payments.models import Payment, Refund
from orders.payments.services import take_in_refund
from orders.services.cancellation import abandon_group, cancel_lines, cancel_order, refuse_order
from orders.tests.factories import make_group, make_order, make_seller, make_user, make_variant, pay, start_paying, stock_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def variant(alice):
    return make_variant(10, seller=make_seller("Coocamu", owner=alice, contact_email="alice@coocamu.example"))


def test_goods_and_money_go_back_when_the_buyer_cancels_before_acceptance(variant, run_waiting_jobs):
    order = make_order(variant)
    assert stock_of(variant) == (8, 0)

    cancel_order(order=order, by=None)

    order.refresh_from_db()
    assert (order.state, order.group.state) == (OrderState.CANCELLED, GroupState.CANCELLED)
    assert stock_of(variant) == (10, 0)
    refund = Refund.objects.get()
    assert (refund.money, refund.key) == (order.total, f"order:{order.number}")
    run_waiting_jobs("mail.send")
    assert {letter.to[0] for letter in mail.outbox[-2:]} == {"carla@buyer.example", "alice@coocamu.example"}


def test_only_one_refund_is_asked_when_the_buyer_clicks_twice(variant):
    order = make_order(variant)
    cancel_order(order=order, by=None)

    with pytest.raises(IllegalMove):
        cancel_order(order=order, by=None)

    assert Refund.objects.count() == 1 and stock_of(variant) == (10, 0)


def test_cancelling_is_refused_when_the_seller_has_packed(variant, alice):
    order = make_order(variant, state=OrderState.PACKED, by=alice)

    with pytest.raises(IllegalMove):
        cancel_order(order=order, by=None)

    assert not Refund.objects.exists() and stock_of(variant) == (8, 0)


def test_cancelling_is_refused_when_nothing_was_paid(variant):
    group = make_group(variant)

    with pytest.raises(IllegalMove):
        cancel_order(order=group.orders.get(), by=None)

    assert stock_of(variant) == (10, 2)


def test_the_other_parcel_goes_on_when_one_is_cancelled(variant):
    group = make_group(variant, make_variant(5))
    payment = pay(group)
    first, second = group.orders.order_by("position")

    cancel_order(order=first, by=None)

    second.refresh_from_db()
    group.refresh_from_db()
    payment.refresh_from_db()
    assert (second.state, group.state) == (OrderState.PAID, GroupState.PAID)
    assert payment.refund_requested == first.total_amount < payment.amount

    cancel_order(order=second, by=None)

    payment.refresh_from_db()
    assert payment.refund_requested == payment.amount


def test_buyer_is_told_why_when_the_seller_sends_it_back(variant, alice, run_waiting_jobs):
    order = make_order(variant)

    refuse_order(order=order, reason=RefusalReason.CANNOT_SHIP, note="The road is closed.", by=alice)

    order.refresh_from_db()
    assert (order.state, order.end_reason, order.end_note) == (OrderState.REFUSED, "cannot_ship", "The road is closed.")
    assert Refund.objects.get().money == order.total and stock_of(variant) == (10, 0)
    run_waiting_jobs("mail.send")
    assert "The seller cannot ship to this address" in mail.outbox[-1].body and "The road is closed." in mail.outbox[-1].body


def test_goods_stay_off_the_shelf_when_they_are_damaged(variant, alice):
    order = make_order(variant)

    refuse_order(order=order, reason=RefusalReason.DAMAGED, by=alice)

    assert stock_of(variant) == (8, 0)


def test_sending_back_is_refused_when_it_is_on_its_way(variant, alice):
    order = make_order(variant, state=OrderState.SHIPPED, by=alice)

    with pytest.raises(IllegalMove):
        refuse_order(order=order, reason=RefusalReason.DAMAGED, by=alice)


def test_sending_back_is_refused_when_the_person_does_not_work_there(variant):
    order = make_order(variant)

    with pytest.raises(NotAllowed):
        refuse_order(order=order, reason=RefusalReason.DAMAGED, by=make_user("charlie"))

    assert Order.objects.get().state == OrderState.PAID and not Refund.objects.exists()


def test_stock_is_free_at_once_when_the_buyer_gives_up_before_paying(variant):
    group = make_group(variant)
    payment = start_paying(group)

    abandon_group(group=group, by=None)

    group.refresh_from_db()
    payment.refresh_from_db()
    assert (group.state, payment.state) == (GroupState.CANCELLED, PaymentState.CANCELLED)
    assert stock_of(variant) == (10, 0)
    with pytest.raises(IllegalMove):
        abandon_group(group=group, by=None)


def test_giving_up_is_refused_when_the_group_is_paid(variant):
    group = make_group(variant)
    payment = pay(group)

    with pytest.raises(IllegalMove):
        abandon_group(group=group, by=None)

    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID and stock_of(variant) == (8, 0)


@pytest.mark.parametrize("outside", ["5.00", "166.00"])
def test_no_more_goes_back_than_is_left_when_some_went_back_without_us(variant, outside):
    order = make_order(variant)
    payment = Payment.objects.get()
    take_in_refund(payment=payment, amount=Money(Decimal(outside), "CNY"), reference="BY-HAND-1", note="", by=None)

    cancel_order(order=order, by=None)

    payment.refresh_from_db()
    assert Order.objects.get().state == OrderState.CANCELLED and payment.refundable.amount == 0
    assert sum(refund.amount for refund in Refund.objects.all()) == payment.captured_amount == Decimal("166.00")


def test_pieces_bring_no_more_than_is_left_when_some_went_back_without_us(variant):
    order = make_order(variant, quantity=2)
    payment = Payment.objects.get()
    take_in_refund(payment=payment, amount=Money(payment.captured_amount - 5, "CNY"), reference="BY-HAND-1", note="", by=None)

    cancel_lines(order=order, quantities={order.lines.get().pk: 1}, already=0, by=None)

    assert Refund.objects.get(reason="cancelled").amount == 5
