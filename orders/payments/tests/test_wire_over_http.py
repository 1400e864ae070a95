"""Once more over real sockets: the shop's server, the sandbox's, and everything between them as bytes on HTTP."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
import requests
from django.utils import timezone

from orders.payments.enums import PaymentState, RefundReason
from orders.payments.services import request_refund
from orders.payments.services.asking import ask_about_open_payments
from orders.payments.tests.factories import make_payment
from orders.payments.tests.wire import jump, state_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("behaviour", ["normal", "lose"])
def test_buyer_pays_and_gets_the_money_back_over_http(live_server, sandbox, settings, book, run_waiting_jobs, behaviour):
    settings.SITE_URL = live_server.url
    payment = make_payment()
    with requests.Session() as browser:
        page = browser.get(urljoin(live_server.url, payment.redirect_url))
        form = {"act": "pay", "behaviour": behaviour}
        back = browser.post(page.url, data=form, headers={"Origin": live_server.url}, allow_redirects=False)
        arrived = browser.get(urljoin(live_server.url, back.headers["Location"]), allow_redirects=False)
    assert arrived.headers["Location"] == "/orders/T-1/"

    jump(next_query_at=timezone.now())
    ask_about_open_payments()
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]

    request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.REFUNDED
