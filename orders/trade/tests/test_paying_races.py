"""Parts of one call-off that speak at the same moment, on real connections with real commits."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from marketplace.money import Money
from orders.aftersale.tests.test_races import at_once
from orders.payments.ledger.models import PaymentSplit, Posting
from orders.payments.ledger.selectors import faults
from orders.payments.models import Payment
from orders.payments.services import settle
from orders.payments.services.parting import spread_refund
from orders.payments.services.refunding import request_refund
from orders.tests.factories import make_lane, word_of
from orders.trade.models import CallOff
from orders.trade.selectors.paying import whole_of
from orders.trade.services.clock import work_overdue
from orders.trade.tests.factories import begin, call, make_contract, pay_call_off, pay_part

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def called():
    make_lane(currency="USD")
    return call(make_contract(), 2000)


def told(payment: Payment):
    return lambda: settle(provider="sandbox", event=word_of(payment))


def sums() -> int:
    return sum(Posting.objects.values_list("amount", flat=True))


def test_last_part_told_many_times_at_once_pays_the_order_once(called):
    pay_part(called)
    rest = begin(called, "rest")

    at_once(*[told(rest)] * 4)

    called.group.refresh_from_db()
    assert (called.group.state, PaymentSplit.objects.count(), sums()) == ("paid", 1, 0) and not list(faults())


def test_two_parts_that_complete_the_whole_together_are_taken_once_each(called):
    deposit = begin(called)
    facts = {"provider": "sandbox", "amount": Decimal(3430), "currency": "USD", "return_url": "/", "part_of": whole_of(called)}
    ends = timezone.now() + timedelta(hours=1)
    rest = Payment.objects.create(hub=called.hub, purpose="call_off", key=f"{called.number}-R", expires_at=ends, **facts)

    at_once(told(deposit), told(rest))

    assert (whole_of(called).state, sums()) == ("paid", 0) and not list(faults())
    assert PaymentSplit.objects.get().goods_amount == 4900


def test_deposit_that_comes_as_its_day_ends_is_kept_or_goes_back_whole(called):
    deposit = begin(called)
    CallOff.objects.update(deposit_due_at=timezone.now() - timedelta(minutes=1))

    at_once(told(deposit), work_overdue)

    deposit.refresh_from_db()
    called.group.refresh_from_db()
    kept = called.group.state == "awaiting_payment"
    assert deposit.state == ("paid" if kept else "unwanted") and sums() == 0 and not list(faults())


def test_two_refunds_of_the_whole_at_once_take_no_more_of_a_part_than_it_has(called):
    pay_call_off(called)
    whole = whole_of(called)
    facts = {"payment": whole, "reason": "goodwill"}
    wishes = [request_refund(amount=Money(Decimal(amount), "USD"), key=str(amount), **facts) for amount in (2000, 2900)]

    at_once(*[lambda wish=wish: spread_refund(wish) for wish in wishes for _ in range(2)])

    parts = Payment.objects.filter(part_of=whole)
    assert sum(part.refund_requested for part in parts) == 4900
    assert sorted(str(part.refundable) for part in parts) == ["0.00 USD", "0.00 USD"]
