"""Questions to the wallet, and what it refuses."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
import requests
from django.urls import reverse
from django.utils import timezone

from marketplace.jobs.models import Job
from orders.payments.enums import PaymentState, Verdict
from orders.payments.exceptions import BadSignature, ProviderAway
from orders.payments.providers import get_provider
from orders.payments.sandbox import books, faults, outbox
from orders.payments.sandbox.alipay import trades
from orders.payments.services import ask_soon, query_payment
from orders.payments.tests.factories import make_payment
from orders.payments.tests.wire import NOBODY, state_of, trade_of, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]


def test_unknown_trade_stays_open_when_the_buyer_never_came(book):
    payment = make_payment()

    assert query_payment(payment=payment).state == PaymentState.PENDING
    assert verdicts("query") == [Verdict.REPEATED]


def test_silent_wallet_is_noted(settings):
    payment = make_payment()
    settings.SANDBOX_URL = NOBODY

    with pytest.raises(ProviderAway):
        query_payment(payment=payment)
    assert verdicts("query") == [Verdict.ERROR]


def test_answer_signed_by_another_is_not_believed(buyer):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lose")
    faults.order(gateway="alipay", step="query", kind="forge")

    with pytest.raises(BadSignature):
        query_payment(payment=payment)
    assert state_of(payment) == PaymentState.PENDING and verdicts("query") == [Verdict.BAD_SIGNATURE]


def test_many_returns_are_one_question():
    payment = make_payment()

    for _ in range(5):
        ask_soon(payment=payment)

    assert Job.objects.filter(kind="payments.query").count() in (1, 2)  # two where a tick of the clock lay between


def test_wallet_refuses_a_changed_address_and_an_overdue_one(buyer):
    payment = make_payment()
    changed = buyer.get(payment.redirect_url.replace("400.80", "1.00"))
    payment.expires_at = timezone.now() - timedelta(seconds=1)
    overdue = buyer.get(get_provider("sandbox").start(payment, notify_url="", return_url=""))

    assert changed.status_code == 400 and "signature does not fit" in changed.content.decode()
    assert overdue.status_code == 400 and "Its time is over" in overdue.content.decode()
    assert trades.page(books.END, 1) == []


def ask(method: str, **content: str) -> dict:
    """A question signed by the merchant, sent as the provider sends it."""
    return get_provider("sandbox")._call(f"alipay.trade.{method}", content)[1]


def test_gateway_answers_a_stranger_with_a_signed_refusal():
    reply = requests.post("http://sandbox.test/alipay/gateway.do", data={"app_id": "1", "method": "alipay.trade.query"})

    assert json.loads(reply.content)["alipay_trade_query_response"]["sub_code"] == "isv.invalid-app-id"


@pytest.mark.parametrize("method", ["query", "close", "refund", "fastpay.refund.query"])
def test_gateway_knows_no_trade_that_nobody_opened(method):
    assert ask(method, out_trade_no="PNEVER", refund_amount="1.00", out_request_no="R1")["sub_code"] == "ACQ.TRADE_NOT_EXIST"


def test_same_number_with_another_amount_is_refused(buyer):
    payment = make_payment(amount="10.00")
    buyer.get(payment.redirect_url, follow=True)
    payment.amount = Decimal("12.00")

    page = buyer.get(get_provider("sandbox").start(payment, notify_url="", return_url=""))

    assert page.status_code == 400 and "ACQ.CONTEXT_INCONSISTENT" in page.content.decode()


def test_paid_trade_cannot_be_closed_and_closing_twice_is_closing_once(buyer):
    paid, left = make_payment(key="a"), make_payment(key="b")
    buyer.act(paid, "pay")
    buyer.get(left.redirect_url, follow=True)

    assert ask("close", out_trade_no=paid.reference)["sub_code"] == "ACQ.TRADE_STATUS_ERROR"
    assert [ask("close", out_trade_no=left.reference)["code"] for _ in range(2)] == ["10000", "10000"]


def test_refunds_at_the_wallet_are_counted_by_their_number(buyer):
    payment = make_payment(amount="10.00")
    buyer.act(payment, "pay")

    def give_back(number: str, amount: str) -> str:
        answer = ask("refund", out_trade_no=payment.reference, out_request_no=number, refund_amount=amount)
        return answer.get("fund_change") or answer["sub_code"]

    assert [give_back("a", "4.00"), give_back("a", "4.00"), give_back("a", "5.00")] == ["Y", "N", "ACQ.DISCORDANT_REPEAT_REQUEST"]
    assert [give_back("b", "6.01"), give_back("b", "6.00")] == ["ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "Y"]
    assert ask("query", out_trade_no=payment.reference)["trade_status"] == "TRADE_CLOSED"


def test_wallets_page_keeps_what_was_chosen_when_something_is_wrong(buyer):
    payment = make_payment()

    page = buyer.act(payment, "pay", behaviour="delay", delay="0")

    html = page.content.decode()
    assert page.status_code == 422 and "One thing to fix" in html
    assert 'value="delay" id="id_behaviour_1" checked' in html or 'value="delay" required id="id_behaviour_1" checked' in html


def test_second_press_of_a_button_changes_nothing(buyer):
    payment = make_payment()
    buyer.act(payment, "pay")
    page = reverse("sandbox:door", args=[f"alipay/pay/{trade_of(payment).token}/"])

    for act in ("pay", "refuse", "expire", "pay-anyway"):
        assert buyer.post(page, {"act": act}).url == page
    assert len(outbox.deliveries()) == 1 and "You have paid" in buyer.get(page).content.decode()


def test_wallet_is_404_where_settings_do_not_open_it(buyer, settings):
    payment = make_payment()
    page = buyer.get(payment.redirect_url).url
    settings.PAYMENTS_SANDBOX = False

    assert buyer.get(payment.redirect_url).status_code == 404
    assert buyer.post(reverse("sandbox:door", args=["alipay/gateway.do"])).status_code == 404
    assert buyer.get(page).status_code == 404
