"""Alipay's three ways: its page on a desk, its app on a phone, a code that we show; and what ends each."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from marketplace.environment import origin_of, together
from orders.payments.enums import PaymentState, RefundReason, Verdict
from orders.payments.exceptions import BadSignature, CurrencyNotTaken, PaymentRefused, ProviderAway
from orders.payments.models import Payment, PaymentMessage
from orders.payments.providers import available_providers, get_provider
from orders.payments.sandbox import faults, outbox
from orders.payments.sandbox.alipay import codes, trades
from orders.payments.sandbox.alipay.trades import TradeStatus
from orders.payments.services import cancel_payment, query_payment, receive_notification, request_refund
from orders.payments.services.asking import ask_about_open_payments
from orders.payments.tests.factories import make_payment
from orders.payments.tests.wire import NOBODY, jump, state_of, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]
APP = "2026000000000002"


def signed_fields(payment: Payment) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(payment.redirect_url).query).items()}


@pytest.mark.parametrize(
    ("is_on_phone", "method", "product"),
    [(False, "alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY"), (True, "alipay.trade.wap.pay", "QUICK_WAP_WAY")],
)
def test_buyer_pays_on_a_desk_and_on_a_phone(buyer, book, run_waiting_jobs, is_on_phone, method, product):
    payment = make_payment(provider="alipay", is_on_phone=is_on_phone)

    fields = signed_fields(payment)
    back = buyer.act(payment, "pay")
    arrived = buyer.get(back.url)
    run_waiting_jobs()

    content = json.loads(fields["biz_content"])
    assert (fields["method"], content["product_code"], "quit_url" in content) == (method, product, is_on_phone)
    assert parse_qs(urlsplit(back.url).query)["method"] == [f"{method}.return"] and arrived.url == "/orders/T-1/"
    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]
    assert outbox.deliveries()[0].state == outbox.ACKNOWLEDGED


def test_code_is_shown_scanned_and_paid(buyer, book, run_waiting_jobs):
    payment = make_payment(provider="alipay_code")
    page = buyer.get(payment.redirect_url)
    assert payment.redirect_url == f"/payments/code/{payment.reference}/" and "Scan to pay" in page.content.decode()
    assert b"<svg" in buyer.get(reverse("pay:code-picture", args=[payment.reference])).content
    assert trades.by_number(APP, payment.reference) is None  # no trade before somebody scans

    scanned = buyer.get(payment.shown_code.replace("http://sandbox.test", "/payments/sandbox"), follow=True)
    buyer.post(scanned.request["PATH_INFO"], {"act": "pay"})
    waiting = buyer.get(payment.redirect_url, headers={"HX-Request": "true"})
    run_waiting_jobs()
    done = buyer.get(payment.redirect_url, headers={"HX-Request": "true"})

    assert (waiting.status_code, done.headers["HX-Redirect"]) == (204, "/orders/T-1/")
    assert buyer.get(payment.redirect_url).url == "/orders/T-1/"
    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"] and verdicts("start") == [Verdict.SETTLED]


def test_code_ends_when_nobody_scanned_it_and_the_order_is_cancelled(buyer, run_waiting_jobs):
    payment = make_payment(provider="alipay_code")

    cancel_payment(purpose="test", key="T-1")
    run_waiting_jobs()

    scanned = buyer.get(payment.shown_code.replace("http://sandbox.test", "/payments/sandbox"))
    assert codes.by_number(APP, payment.reference).is_over and scanned.status_code == 400
    assert "alipay_trade_cancel_response" in PaymentMessage.objects.get(kind="close").text


def test_scanned_code_is_closed_when_its_time_is_over(buyer, book, run_waiting_jobs):
    payment = make_payment(provider="alipay_code")
    buyer.get(payment.shown_code.replace("http://sandbox.test", "/payments/sandbox"))
    jump(expires_at=timezone.now(), next_query_at=timezone.now())

    ask_about_open_payments()
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.EXPIRED and trades.by_number(APP, payment.reference).status == TradeStatus.TRADE_CLOSED


@pytest.mark.parametrize("kind", ["unknown", "unknown_done", "silent", "forge"])
def test_unclear_answer_to_the_code_leaves_one_payment_that_a_second_click_opens(book, kind):
    faults.order(gateway="alipay", step="precreate", kind=kind)
    with pytest.raises((ProviderAway, BadSignature)):
        make_payment(provider="alipay_code")
    first = Payment.objects.get()
    assert first.state == PaymentState.CREATED and PaymentMessage.objects.filter(kind="start").count() == 1

    second = make_payment(provider="alipay_code")

    assert second.pk == first.pk and second.shown_code and second.state == PaymentState.PENDING


def test_code_too_dear_for_the_company_is_refused():
    with pytest.raises(PaymentRefused, match="TOTAL_FEE_EXCEED"):
        make_payment(provider="alipay_code", amount="100000000.01")


def test_stranger_with_another_number_sees_no_code(client):
    paged = make_payment(key="a")  # has an address, and no code

    assert client.get("/payments/code/PNEVER/").status_code == 404
    assert client.get(f"/payments/code/{paged.reference}/").status_code == 404
    assert client.get(f"/payments/code/{paged.reference}/code.svg").status_code == 404


def test_yuan_alone_is_taken_by_a_mainland_contract():
    with pytest.raises(CurrencyNotTaken):
        make_payment(provider="alipay", currency="USD")


def test_refund_of_unclear_outcome_is_asked_again_and_moves_once(buyer, run_waiting_jobs):
    payment = make_payment(provider="alipay")
    buyer.act(payment, "pay")
    run_waiting_jobs()
    faults.order(gateway="alipay", step="refund", kind="unknown_done")
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")

    for _ in range(3):
        run_waiting_jobs()
        jump()

    refund.refresh_from_db()
    assert state_of(payment) == PaymentState.REFUNDED and refund.attempts == 2
    assert trades.by_number(APP, payment.reference).refunded == payment.amount
    assert verdicts()[-1] == Verdict.REPEATED  # Alipay also tells of the refund; we knew


def test_refund_is_not_done_when_its_number_was_used_with_another_amount(buyer, run_waiting_jobs):
    payment = make_payment(provider="alipay")
    buyer.act(payment, "pay")
    run_waiting_jobs()
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    trades.give_back(trades.by_number(APP, payment.reference), refund.reference, payment.amount / 2)

    run_waiting_jobs("payments.refund")

    refund.refresh_from_db()
    assert (refund.state, refund.last_error) == ("refused", "ACQ.DISCORDANT_REPEAT_REQUEST 200.40 went back under this number")


def test_real_contract_changes_address_and_keys_alone(settings):
    settings.ALIPAY_APP_ID, settings.ALIPAY_SELLER_ID = "2021000000000001", "2088123456789012"
    settings.ALIPAY_GATEWAY, settings.PAYMENTS_SANDBOX = "https://openapi.alipay.com/gateway.do", False

    payment = make_payment(provider="alipay")

    assert payment.redirect_url.startswith("https://openapi.alipay.com/gateway.do?app_id=2021000000000001&")
    assert get_provider("alipay").hint == "" and set(available_providers()) >= {"alipay", "alipay_code"}


def test_contract_half_configured_is_refused_at_start():
    together("ALIPAY_APP_ID", ALIPAY_SELLER_ID="1")
    with pytest.raises(ImproperlyConfigured, match="ALIPAY_PUBLIC_KEY must be set too"):
        together("ALIPAY_APP_ID", ALIPAY_SELLER_ID="1", ALIPAY_PUBLIC_KEY="")
    assert origin_of("https://openapi.alipay.com/gateway.do") == "https://openapi.alipay.com"


def test_message_for_the_sandbox_merchant_is_not_taken_by_alipay(book):
    from orders.payments.tests.factories import notice_body

    payment = make_payment(provider="alipay")

    reply = receive_notification(provider="alipay", headers={}, raw_body=notice_body(payment))

    assert reply.status == 400 and verdicts() == [Verdict.NOT_OURS] and book.paid == []


def test_silent_company_keeps_nobody_from_trying_again(settings, book):
    settings.SANDBOX_URL = NOBODY
    with pytest.raises(ProviderAway):
        make_payment(provider="alipay_code")
    settings.SANDBOX_URL = "http://sandbox.test"

    payment = make_payment(provider="alipay_code")

    assert payment.state == PaymentState.PENDING and payment.expires_at > timezone.now() + timedelta(minutes=25)
    assert query_payment(payment=payment).state == PaymentState.PENDING
