"""While a return or a dispute is open, the order's money is in no payout; afterwards it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orders.aftersale.services.disputes import withdraw_dispute
from orders.aftersale.services.returns import decline_return
from orders.aftersale.tests.factories import ask, make_delivered
from orders.aftersale.tests.test_disputes import complain
from orders.enums import OrderState
from orders.models import Order
from orders.payments.ledger.models import PaymentSplit
from orders.payments.payouts.selectors import due_postings
from orders.payments.payouts.tests.factories import make_schedule
from orders.services.arrival import count_silence_as_arrival
from orders.tests.factories import make_order, make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def variant(alice):
    return make_variant(10, seller=make_seller("Coocamu", owner=alice))


def due() -> set[str]:
    return set(due_postings(before=timezone.now()).values_list("part", flat=True))


def test_money_of_an_order_waits_while_a_dispute_is_open(variant, alice):
    order = make_delivered(variant, by=alice, quantity=3)
    assert due() == {order.number}
    case = complain(order)
    assert due() == set() and PaymentSplit.objects.get().blocked == case.number

    withdraw_dispute(dispute=case, by=None)

    assert due() == {order.number}


def test_money_of_an_order_waits_while_a_return_is_open(variant, alice):
    order = make_delivered(variant, by=alice, quantity=3)
    case = ask(order, 1)
    assert due() == set() and PaymentSplit.objects.get().blocked == case.number

    decline_return(goods_return=case, note="It was whole when it left.", by=alice)

    assert due() == {order.number}


def test_silence_counts_as_arrival_after_the_days_of_the_schedule(variant, alice):
    order = make_order(variant, state=OrderState.SHIPPED, by=alice)
    late = timezone.now() + timedelta(days=order.transit_max_days + 14, minutes=1)
    assert count_silence_as_arrival(now=late) == 0  # no schedule, no arrival by itself
    make_schedule()

    assert count_silence_as_arrival(now=late - timedelta(minutes=2)) == 0
    assert count_silence_as_arrival(now=late) == 1 and count_silence_as_arrival(now=late) == 0

    assert Order.objects.get(pk=order.pk).state == OrderState.DELIVERED and due() == {order.number}


def test_silence_counts_for_nothing_while_something_is_open(variant, alice):
    order = make_order(variant, state=OrderState.SHIPPED, by=alice)
    make_schedule()
    PaymentSplit.objects.update(blocked="IS-26-000001-1-D1")
    assert count_silence_as_arrival(now=timezone.now() + timedelta(days=90)) == 0
    assert Order.objects.get(pk=order.pk).state == OrderState.SHIPPED
