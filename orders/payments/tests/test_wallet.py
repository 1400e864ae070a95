"""The way of a payment: our provider, the wallet's page and gateway, its notifications, our doors."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.jobs.models import Job
from orders.payments.enums import PaymentState, Verdict
from orders.payments.sandbox import outbox
from orders.payments.sandbox.alipay.notices import RETRIES
from orders.payments.sandbox.alipay.trades import TradeStatus
from orders.payments.services.asking import ask_about_open_payments
from orders.payments.services.ending import GRACE
from orders.payments.tasks import watch_payments
from orders.payments.tests.factories import make_payment
from orders.payments.tests.wire import NOBODY, jump, state_of, trade_of, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]


def test_buyer_pays_and_the_notification_settles(buyer, book, run_waiting_jobs):
    payment = make_payment()

    back = buyer.act(payment, "pay")
    assert state_of(payment) == PaymentState.PENDING  # the buyer's return decides nothing
    outbox.deliver_due()

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]
    assert outbox.deliveries()[0].state == outbox.ACKNOWLEDGED
    assert "/payments/return/sandbox/?" in back.url


def test_return_before_the_notification_asks_the_wallet(buyer, book, run_waiting_jobs):
    payment = make_payment()
    back = buyer.act(payment, "pay", behaviour="lose")

    arrived = buyer.get(back.url)
    assert (arrived.status_code, arrived.url) == (302, "/orders/T-1/")
    assert state_of(payment) == PaymentState.PENDING
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]


def test_return_with_a_changed_address_decides_nothing(buyer, run_waiting_jobs):
    payment = make_payment()
    back = buyer.act(payment, "refuse").url.replace("400.80", "0.80")

    page = buyer.get(back)

    assert page.status_code == 400 and "cannot tell which payment" in page.content.decode()
    assert verdicts("return") == [Verdict.BAD_SIGNATURE]


def test_return_after_the_notification_changes_nothing(buyer, book, run_waiting_jobs):
    payment = make_payment()
    back = buyer.act(payment, "pay")
    run_waiting_jobs()

    assert buyer.get(back.url).status_code == 302
    assert run_waiting_jobs() == [] and book.paid == ["T-1"]


def test_wrongly_named_amount_is_put_right_at_once_by_asking(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="wrong_amount")
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"] and not payment.refunds.exists()


@pytest.mark.parametrize("behaviour", ["lose", "forge"])
def test_watch_heals_what_the_notification_did_not_bring(buyer, book, run_waiting_jobs, behaviour):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour=behaviour)
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.PENDING

    jump(next_query_at=timezone.now())
    assert ask_about_open_payments() == 1
    run_waiting_jobs("payments.query")

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]


@pytest.mark.parametrize("behaviour", ["double", "reorder", "delay"])
def test_payment_is_settled_once_however_the_wallet_tells_it(buyer, book, run_waiting_jobs, behaviour):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour=behaviour, delay="30")

    for _ in range(3):
        run_waiting_jobs()
        jump()

    words = {"double": ["settled", "told_again", "told_again"], "reorder": ["settled", "repeated"], "delay": ["settled"]}
    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]
    assert verdicts() == words[behaviour]


def test_delayed_notification_waits_its_time(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="delay", delay="30")

    assert run_waiting_jobs() == []
    seconds = outbox.deliveries()[0].due_at - time.time()
    assert 25 < seconds <= 30 and state_of(payment) == PaymentState.PENDING


def test_wallet_tries_again_until_the_shop_acknowledges(buyer, book, run_waiting_jobs, settings):
    payment = make_payment()
    book.answer = None  # the room above is broken: every notification fails
    buyer.act(payment, "pay")
    outbox.deliver_due()

    notice = outbox.deliveries()[0]
    assert (notice.state, notice.attempts, notice.last_answer) == (outbox.WAITING, 1, "500 failure")
    assert 0 < notice.due_at - time.time() <= RETRIES[0] / settings.SANDBOX_CLOCK

    book.__init__()
    jump()
    outbox.deliver_due()
    assert state_of(payment) == PaymentState.PAID and verdicts() == [Verdict.ERROR, Verdict.SETTLED]


def test_wallet_gives_up_after_eight_tries(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="forge")

    for _ in range(10):
        outbox.deliver_due()
        jump()

    notice = outbox.deliveries()[0]
    assert (notice.state, notice.attempts) == (outbox.GIVEN_UP, len(RETRIES) + 1)
    assert set(verdicts()) == {Verdict.BAD_SIGNATURE}


def test_payment_fails_when_the_buyer_refuses(buyer, book, run_waiting_jobs):
    payment = make_payment()

    buyer.act(payment, "refuse")
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.FAILED and book.ended == [("T-1", "failed")]
    assert make_payment().pk != payment.pk  # the buyer may try again


def test_payment_ends_by_asking_when_the_buyer_lets_it_expire(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "expire")
    assert run_waiting_jobs() == []

    jump(next_query_at=timezone.now())
    ask_about_open_payments()
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.FAILED and book.ended == [("T-1", "failed")]


def test_payment_expires_once_and_its_trade_is_closed(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.get(payment.redirect_url)
    jump(expires_at=timezone.now(), next_query_at=timezone.now())

    for _ in range(2):
        ask_about_open_payments()
        run_waiting_jobs()

    assert state_of(payment) == PaymentState.EXPIRED and book.ended == [("T-1", "expired")]
    assert trade_of(payment).status == TradeStatus.TRADE_CLOSED


def test_payment_expires_although_its_provider_was_switched_off(book, run_waiting_jobs, settings):
    payment = make_payment()
    settings.PAYMENTS_SANDBOX = False
    jump(expires_at=timezone.now() - GRACE, next_query_at=timezone.now())

    ask_about_open_payments()
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.EXPIRED


def test_money_of_the_last_second_is_found_before_the_payment_expires(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lose")
    jump(expires_at=timezone.now(), next_query_at=timezone.now())

    ask_about_open_payments()
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID and book.ended == []


def test_payment_expires_although_the_wallet_is_silent_beyond_the_grace(book, run_waiting_jobs, settings):
    payment = make_payment()
    settings.SANDBOX_URL = NOBODY
    jump(expires_at=timezone.now() - timedelta(minutes=1), next_query_at=timezone.now())
    ask_about_open_payments()
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.PENDING  # within the grace we keep asking

    jump(expires_at=timezone.now() - GRACE, next_query_at=timezone.now())
    ask_about_open_payments()
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.EXPIRED and book.ended == [("T-1", "expired")]


def test_clocks_round_asks_in_every_hub(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lose")
    jump(next_query_at=timezone.now())

    watch_payments()
    watch_payments()  # nothing is due twice
    assert Job.objects.filter(kind="payments.query").count() == 1
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID
