"""Several connections at once on PostgreSQL, and the same without the lock, to show that the race is real."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.money import Money
from orders.payments import purposes
from orders.payments.enums import PaymentState, RefundReason
from orders.payments.exceptions import RefundTooLarge
from orders.payments.models import Payment, Refund
from orders.payments.models.payment import PaymentQuerySet
from orders.payments.purposes import accepted
from orders.payments.services import receive_notification, request_refund, start_payment
from orders.payments.tests.factories import make_payment, notice_body

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(hub, acts: list[Callable]) -> list:
    """Run every act in a thread with its own connection, all at the same moment; their results in order."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable):
        try:
            with use_hub(hub):
                gate.wait(10)
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


class Meeting:
    """on_paid of a room that dawdles until a second settlement stands beside it, or half a second is over."""

    def __init__(self) -> None:
        self.calls = 0
        self._second = threading.Event()

    def on_paid(self, _payment):
        self.calls += 1
        if self.calls > 1:
            self._second.set()
        self._second.wait(0.5)
        return accepted


def tell(payment: Payment) -> Callable:
    body = notice_body(payment)
    return lambda: receive_notification(provider="sandbox", headers={}, raw_body=body)


def test_ten_notifications_at_once_are_one_settlement(hub):
    meeting = Meeting()
    purposes.register("test", on_paid=meeting.on_paid)
    payment = make_payment()

    replies = at_once(hub, [tell(payment)] * 10)

    payment.refresh_from_db()
    assert [reply.body for reply in replies] == [b"success"] * 10
    assert (meeting.calls, payment.state, payment.captured_amount) == (1, PaymentState.PAID, payment.amount)


def test_without_the_lock_the_same_money_is_taken_twice(hub, monkeypatch):
    meeting = Meeting()
    purposes.register("test", on_paid=meeting.on_paid)
    payment = make_payment()
    monkeypatch.setattr(PaymentQuerySet, "locked", lambda self: self)

    at_once(hub, [tell(payment)] * 2)

    assert meeting.calls == 2


def test_two_clicks_at_once_are_one_payment(hub):
    def click():
        return start_payment(
            purpose="test",
            key="T-1",
            amount=Money(Decimal("68.00"), "CNY"),
            provider="sandbox",
            expires_at=timezone.now() + timedelta(minutes=20),
            return_url="/orders/T-1/",
        )

    started = at_once(hub, [click] * 6)

    assert len({one.payment.pk for one in started}) == 1 and len({one.redirect_url for one in started}) == 1
    assert Payment.objects.count() == 1


def test_two_full_refunds_at_once_are_one(hub):
    payment = make_payment()
    receive_notification(provider="sandbox", headers={}, raw_body=notice_body(payment))

    def give_back(key: str):
        try:
            return request_refund(payment=payment, amount=payment.money, reason=RefundReason.GOODWILL, key=key)
        except RefundTooLarge as refusal:
            return refusal

    answers = at_once(hub, [lambda key=key: give_back(key) for key in ("a", "b", "c")])

    assert sorted(type(answer).__name__ for answer in answers) == ["Refund", "RefundTooLarge", "RefundTooLarge"]
    assert Refund.objects.count() == 1
