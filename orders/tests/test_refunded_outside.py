"""Money that went back at the provider by hand, taken into our books by reconciliation: no order of it reads paid."""

from decimal import Decimal

import pytest
from django.urls import reverse

from marketplace.money import Money
from orders.enums import MoneyState
from orders.exceptions import RefundBeyond
from orders.models import Order
from orders.payments.models import Payment
from orders.payments.services.refunding import take_in_refund
from orders.services.cancellation import cancel_order
from orders.services.giving_back import give_back, locked_payment
from orders.tests.factories import make_group, make_seller, make_user, make_variant, pay
from orders.tests.test_refunds_held_up import answer, give_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(django_user_model):
    """Two parcels of two sellers, paid: 136.00 of goods and their delivery each."""
    group = make_group(make_variant(10), make_variant(10, seller=make_seller("COPARWA")), user=make_user("carla"))
    pay(group)
    return group


def take_in(group, amount: Decimal) -> Payment:
    payment = Payment.objects.get(reference=group.payment_reference)
    take_in_refund(payment=payment, amount=Money(amount, "CNY"), reference=f"BY-HAND-{amount}", note="", by=None)
    payment.refresh_from_db()
    return payment


def test_no_order_reads_paid_when_all_went_back_by_hand(client, group):
    payment = take_in(group, group.total_amount)

    orders = list(group.orders.all())
    assert payment.refunded_amount == sum(order.refunded_amount for order in orders) == group.total_amount
    assert {order.money_state for order in orders} == {MoneyState.REFUNDED}
    client.force_login(group.user)
    page = client.get(reverse("orders:group-detail", args=[group.number])).content.decode()
    assert "All your money has gone back to you" in page and page.count("Refunded") >= 3
    cancelled = cancel_order(order=orders[0], by=None)  # nothing is left to give back, and nothing goes back twice
    assert cancelled.refunded_amount == cancelled.total_amount and payment.refunds.count() == 1


def test_a_part_is_shared_over_the_orders_of_the_group_and_limits_what_may_still_go_back(group):
    take_in(group, Decimal("100.01"))

    first, second = group.orders.all()
    assert sorted([first.refunded_amount, second.refunded_amount]) == [Decimal("50.00"), Decimal("50.01")]
    assert {first.money_state, second.money_state} == {MoneyState.PARTLY_REFUNDED}
    with pytest.raises(RefundBeyond):
        give_back(order=first, payment=locked_payment(first), reason="goodwill", key="x", by=None, goodwill=first.total_amount)


def test_what_the_company_refused_is_not_held_up_any_more_when_it_went_back_by_hand():
    group = make_group(make_variant(10), quantity=3, user=make_user("carla"))
    pay(group)
    order = group.orders.get()
    refund = give_up(order, 2)
    answer(refund, is_done=False)
    take_in(group, group.total_amount)

    order = Order.objects.get(pk=order.pk)
    assert (order.money_state, order.refunded_amount, order.refund_refused) == (MoneyState.REFUNDED, order.total_amount, 0)
