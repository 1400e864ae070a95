"""Money that goes back: what came too late, what was refused, what is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from marketplace.jobs.models import Job, JobState
from marketplace.money import Money
from orders.payments.enums import PaymentState, RefundReason, RefundState
from orders.payments.exceptions import PaymentRefused, RefundTooLarge
from orders.payments.models import Refund
from orders.payments.purposes import refuse
from orders.payments.sandbox.alipay import trades
from orders.payments.sandbox.alipay.trades import TradeStatus
from orders.payments.services import cancel_payment, query_payment, refunding, request_refund, retry_refund
from orders.payments.services.refunding import WAKE_AFTER, wake_waiting_refunds
from orders.payments.tests.factories import make_payment
from orders.payments.tests.wire import jump, state_of, trade_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]


def test_late_money_goes_back_when_the_payment_had_ended(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "expire")
    query_payment(payment=payment)

    buyer.act(payment, "pay-anyway")
    run_waiting_jobs()

    refund = Refund.objects.get()
    assert state_of(payment) == PaymentState.REFUNDED and book.paid == []
    assert (refund.state, refund.reason, refund.money) == (RefundState.DONE, RefundReason.LATE, payment.money)
    assert trade_of(payment).refunded == payment.amount
    assert book.refunded == [("T-1", "400.80 CNY")]


def test_money_goes_back_when_the_room_above_refuses_it(buyer, book, run_waiting_jobs):
    payment = make_payment()
    book.answer = refuse("sold out")
    buyer.act(payment, "pay")

    run_waiting_jobs()

    assert state_of(payment) == PaymentState.REFUNDED
    assert Refund.objects.get().reason == RefundReason.REFUSED


def test_money_goes_back_when_the_order_was_cancelled_while_the_buyer_paid(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lose")
    cancel_payment(purpose="test", key="T-1")

    run_waiting_jobs()  # closing fails, so the wallet is asked, and the money found

    assert state_of(payment) == PaymentState.REFUNDED and book.paid == []


def test_refunds_in_parts_go_back_up_to_what_came(buyer, book, run_waiting_jobs):
    payment = make_payment(amount="100.00")
    buyer.act(payment, "pay")
    run_waiting_jobs()

    def give_back(amount: str, key: str) -> Refund:
        return request_refund(payment=payment, amount=Money(Decimal(amount), "CNY"), reason=RefundReason.GOODWILL, key=key)

    first = give_back("30.00", "a")
    assert give_back("30.00", "a") == first  # the same wish twice
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.PARTIALLY_REFUNDED
    with pytest.raises(RefundTooLarge):
        give_back("70.01", "b")
    give_back("70.00", "b")
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.REFUNDED and trade_of(payment).status == TradeStatus.TRADE_CLOSED
    assert book.refunded == [("T-1", "30.00 CNY"), ("T-1", "100.00 CNY")]
    with pytest.raises(PaymentRefused):
        retry_refund(refund=first, by=None)


def test_refund_of_unknown_outcome_is_asked_again_and_done_once(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", hesitant="on")
    run_waiting_jobs()
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")

    run_waiting_jobs()
    refund.refresh_from_db()
    assert (refund.state, refund.attempts) == (RefundState.WAITING, 1) and refund.last_error.startswith("20000")
    jump()
    run_waiting_jobs()

    refund.refresh_from_db()
    assert (refund.state, refund.attempts) == (RefundState.DONE, 2)
    assert trades.refund_of(trade_of(payment), refund.reference) == refund.amount


def test_refund_is_recorded_when_only_its_answer_was_lost(buyer, run_waiting_jobs):
    """Our database went back after the wallet had paid: asked again it moves nothing, and its query says done."""
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    trades.give_back(trade_of(payment), refund.reference, refund.amount)

    run_waiting_jobs()

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE and state_of(payment) == PaymentState.REFUNDED


def test_refused_refund_frees_its_amount_and_may_be_tried_again(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    trades.save(replace(trade_of(payment), status=TradeStatus.TRADE_FINISHED))
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    run_waiting_jobs()
    refund.refresh_from_db()
    payment.refresh_from_db()
    assert (refund.state, payment.refund_requested) == (RefundState.REFUSED, 0) and "ACQ.TRADE_HAS_FINISHED" in refund.last_error

    trades.save(replace(trade_of(payment), status=TradeStatus.TRADE_SUCCESS))
    retry_refund(refund=refund, by=None)
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.REFUNDED


def test_forgotten_refund_is_woken(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    Job.objects.filter(kind="payments.refund").update(state=JobState.FAILED)

    assert wake_waiting_refunds(now=timezone.now()) == 0
    assert wake_waiting_refunds(now=timezone.now() + WAKE_AFTER + timedelta(minutes=1)) == 1
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.REFUNDED


def test_refund_is_woken_when_older_ones_wait_for_long(buyer, run_waiting_jobs, monkeypatch):
    monkeypatch.setattr(refunding, "BATCH", 1)
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    payment.refresh_from_db()
    for key in ("old", "new"):
        request_refund(payment=payment, amount=Money(Decimal(1), "CNY"), reason=RefundReason.CANCELLED, key=key)
    Job.objects.filter(kind="payments.refund").update(state=JobState.FAILED)
    Refund.objects.filter(key="old").update(attempts=9, created_at=timezone.now() - timedelta(days=5))

    wake_waiting_refunds(now=timezone.now() + WAKE_AFTER + timedelta(minutes=1))
    run_waiting_jobs()

    assert list(Refund.objects.filter(state=RefundState.DONE).values_list("key", flat=True)) == ["new"]
