"""The wallet took another amount, or another currency, than was due. It is never kept for the order, and never lost."""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.jobs.models import Job, JobState
from marketplace.money import Money
from orders.payments.enums import PaymentState, RefundReason, RefundState, Verdict
from orders.payments.exceptions import RefundTooLarge
from orders.payments.models import Payment, Refund
from orders.payments.sandbox.alipay.trades import Trade, TradeStatus
from orders.payments.services import cancel_payment, query_payment, receive_notification, request_refund
from orders.payments.services.asking import question_payment
from orders.payments.tests.factories import make_payment, make_trade, notice_body
from orders.payments.tests.wire import NOBODY, jump, state_of, trade_of, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]
WRONG = [("0.01", "CNY"), ("400.79", "CNY"), ("9999999.99", "CNY"), ("400.80", "USD"), ("55.25", "RWF")]


def took(payment: Payment, amount: str, currency: str = "CNY") -> Trade:
    """The wallet's books: so much was paid for it."""
    paid = {"status": TradeStatus.TRADE_SUCCESS, "paid_at": time.time()}
    return make_trade(payment, total=Decimal(amount), currency=currency, **paid)


def notify(payment: Payment, amount: str, currency: str = "CNY") -> int:
    body = notice_body(payment, amount=amount, trans_currency=currency)
    return receive_notification(provider="sandbox", headers={}, raw_body=body).status


def went_back(payment: Payment, amount: str, currency: str, book) -> None:
    refund = Refund.objects.get()
    assert (refund.reason, refund.state, refund.amount, refund.currency) == ("wrong_amount", RefundState.DONE, Decimal(amount), currency)
    assert f"for {payment.money}" in refund.note
    assert state_of(payment) == PaymentState.REFUNDED and payment.captured == Money(Decimal(amount), currency)
    assert trade_of(payment).refunded == Decimal(amount)
    assert book.paid == [] and len(book.refunded) == 1


@pytest.mark.parametrize(("amount", "currency"), WRONG)
def test_wrong_money_goes_back_when_our_question_finds_it(book, run_waiting_jobs, amount, currency):
    payment = make_payment()
    took(payment, amount, currency)

    for _ in range(2):
        query_payment(payment=payment)
    run_waiting_jobs()

    assert book.ended == [("T-1", "unwanted")] and verdicts("query") == [Verdict.SETTLED, Verdict.REPEATED]
    went_back(payment, amount, currency, book)


@pytest.mark.parametrize(("amount", "currency"), WRONG)
def test_wrong_money_goes_back_once_when_notification_and_question_tell_of_it(book, run_waiting_jobs, amount, currency):
    payment = make_payment()
    took(payment, amount, currency)

    statuses = [notify(payment, amount, currency), notify(payment, amount, currency)]
    run_waiting_jobs()
    statuses.append(notify(payment, amount, currency))
    query_payment(payment=payment)

    assert statuses == [400, 400, 200]  # at first: tell us again; then: we know
    assert Job.objects.filter(kind="payments.check").count() <= 2  # one a minute
    went_back(payment, amount, currency, book)


def test_wrong_money_goes_back_when_the_payment_had_ended(book, run_waiting_jobs):
    payment = make_payment()
    took(payment, "1.00")
    cancel_payment(purpose="test", key="T-1")
    Job.objects.filter(kind="payments.close").update(state=JobState.DONE)

    notify(payment, "1.00")
    run_waiting_jobs()

    assert book.ended == []
    went_back(payment, "1.00", "CNY", book)


def test_wrong_money_is_found_by_the_last_question_before_the_payment_expires(book, run_waiting_jobs):
    payment = make_payment()
    took(payment, "1.00")
    jump(expires_at=timezone.now() - timedelta(seconds=1))
    payment.refresh_from_db()

    question_payment(payment=payment)
    run_waiting_jobs()

    assert book.ended == [("T-1", "unwanted")]
    went_back(payment, "1.00", "CNY", book)


def test_told_amount_is_asked_about_until_the_wallet_answers(book, run_waiting_jobs, settings):
    payment = make_payment()
    trade = took(payment, "1.00")
    settings.SANDBOX_URL = NOBODY
    notify(payment, "1.00")
    run_waiting_jobs("payments.check")
    job = Job.objects.get(kind="payments.check")
    assert (job.state, state_of(payment)) == (JobState.WAITING, PaymentState.PENDING)

    settings.SANDBOX_URL = "http://sandbox.test"
    jump()
    run_waiting_jobs()

    assert trade.trade_no and state_of(payment) == PaymentState.REFUNDED


def test_told_amount_alone_moves_nothing_when_the_wallet_knows_of_no_money(book, run_waiting_jobs):
    payment = make_payment()
    make_trade(payment)

    notify(payment, "1.00")
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PENDING and not Refund.objects.exists()
    assert verdicts("query") == [Verdict.REPEATED]


def test_no_money_is_no_refund(book, run_waiting_jobs):
    payment = make_payment()
    took(payment, "0.00")

    query_payment(payment=payment)
    run_waiting_jobs()

    assert verdicts("query") == [Verdict.WRONG_AMOUNT]
    assert state_of(payment) == PaymentState.PENDING and not Refund.objects.exists()


@pytest.mark.parametrize("more", [{"total_amount": "NaN"}, {"total_amount": "1E+30"}, {"trans_currency": "YUAN"}, {"trans_currency": "¥"}])
def test_what_is_no_amount_is_kept_as_unreadable(more):
    payment = make_payment()

    reply = receive_notification(provider="sandbox", headers={}, raw_body=notice_body(payment, **more))

    assert reply.status == 400 and verdicts() == [Verdict.UNREADABLE]


def test_other_amount_changes_nothing_once_the_payment_is_paid(book, run_waiting_jobs):
    payment = make_payment()
    took(payment, "400.80")
    query_payment(payment=payment)

    assert notify(payment, "1.00") == 400
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID and payment.captured == payment.money and not Refund.objects.exists()


def test_buyer_may_pay_again_after_a_wrong_amount_went_back(book, run_waiting_jobs):
    payment = make_payment()
    took(payment, "1.00")
    query_payment(payment=payment)

    second = make_payment()
    took(second, "400.80")
    query_payment(payment=second)
    run_waiting_jobs()

    assert (second.pk != payment.pk, state_of(payment), state_of(second)) == (True, PaymentState.REFUNDED, PaymentState.PAID)
    assert book.paid == ["T-1"]


def test_goodwill_cannot_exceed_what_came(book):
    payment = make_payment()
    took(payment, "1.00", "USD")
    payment = query_payment(payment=payment)

    assert payment.refundable == Money(Decimal("0.00"), "USD")
    with pytest.raises(RefundTooLarge):
        request_refund(payment=payment, amount=Money(Decimal("0.01"), "USD"), reason=RefundReason.GOODWILL, key="more")


def test_database_keeps_paid_and_captured_together():
    payment = make_payment()

    for state in ("paid", "unwanted"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(state=state, paid_at=timezone.now(), captured_amount=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(
            state="paid", paid_at=timezone.now(), captured_amount=payment.amount, captured_currency="USD"
        )
