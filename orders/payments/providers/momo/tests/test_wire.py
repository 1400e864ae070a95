"""The wire, compared with an independent client of the same company (mtn-momo-client): it speaks to our sandbox, and asks in the same words
as our adapter."""

from __future__ import annotations

import json
from uuid import uuid4

import httpx
import pytest
import requests
from momo_api.exceptions import MomoException
from momo_api.models.config import Config
from momo_api.models.payment_request import PaymentRequest
from momo_api.models.refund_request import RefundRequest
from momo_api.models.transfer_request import TransferRequest
from momo_api.products.collection import CollectionApi
from momo_api.products.disbursement import DisbursementApi
from momo_api.products.sandbox import SandboxApi

from orders.payments.enums import PaymentState, RefundReason
from orders.payments.providers.momo.account import SANDBOX_SUBSCRIPTIONS, our_account
from orders.payments.providers.momo.services.sending import send
from orders.payments.providers.momo.tests.factories import PHONE, ask, make_payment, wait
from orders.payments.sandbox.momo import operations
from orders.payments.services import request_refund
from orders.payments.tests.wire import jump, state_of

HOST = "shop.example"


def config_of(product: str, url: str, environment: str = "mtnrwanda"):
    """The independent client with a developer's account it made for itself."""
    key, user = SANDBOX_SUBSCRIPTIONS[product], str(uuid4())
    provisioning = SandboxApi(key, f"{url}/momo")
    provisioning.create_api_user(user, HOST)
    assert provisioning.get_api_user(user)["providerCallbackHost"] == HOST
    config = Config(key, user, provisioning.create_api_key(user), callback_uri=f"http://{HOST}/callback")
    return (CollectionApi if product == "collection" else DisbursementApi)(config, f"{url}/momo", environment)


def test_independent_client_collects_refunds_and_pays_out(sandbox):
    collection, disbursement = config_of("collection", sandbox), config_of("disbursement", sandbox)
    number = collection.request_to_pay(PaymentRequest.make("5000", PHONE, "X-1", "RWF", "coffee"))
    assert collection.get_payment_status(number).is_pending()
    operations.hurry()
    paid = collection.get_payment_status(number)
    assert (paid.is_successful(), paid.amount, paid.payer, paid.external_id) == (True, "5000", PHONE, "X-1")
    assert paid.financial_transaction_id and collection.check_account_holder(PHONE)

    back = disbursement.refund(RefundRequest.make("2000", number, "R-1", "RWF"))
    out = disbursement.transfer(TransferRequest.make("900", PHONE, "PO-1", "RWF"))
    operations.hurry()

    assert disbursement.get_refund_status(back).is_successful() and disbursement.get_transfer_status(out).payee == PHONE


def refused(act) -> tuple[int, str]:
    with pytest.raises(MomoException) as refusal:
        act()
    reason = refusal.value.reason
    return refusal.value.status_code, reason.code if reason else ""


def test_independent_client_is_refused_as_the_company_refuses(sandbox):
    collection = config_of("collection", sandbox)
    number = collection.request_to_pay(PaymentRequest.make("5000", PHONE, "X-1", "RWF"))

    assert refused(lambda: collection.request_to_pay(PaymentRequest.make("5000", PHONE, "X-2", "RWF"), number)) == (
        409,
        "RESOURCE_ALREADY_EXIST",
    )
    assert refused(lambda: collection.request_to_pay(PaymentRequest.make("5000", PHONE, "X-2", "EUR")))[1] == "INVALID_CURRENCY"
    assert refused(lambda: collection.request_to_pay(PaymentRequest.make("5000", PHONE, "it's", "RWF")))[0] == 400
    assert refused(lambda: collection.get_payment_status(str(uuid4())))[0] == 404
    strange = collection.config.with_callback_uri("http://elsewhere.example/")
    elsewhere = CollectionApi(strange, f"{sandbox}/momo", "mtnrwanda")
    assert refused(lambda: elsewhere.request_to_pay(PaymentRequest.make("1", PHONE, "X-3", "RWF")))[1] == "INVALID_CALLBACK_URL_HOST"
    wrong = CollectionApi(Config("no-key", "", ""), f"{sandbox}/momo", "mtnrwanda")
    assert refused(wrong.get_access_token)[0] == 401
    elsewhere = CollectionApi(collection.config, f"{sandbox}/momo", "mtnghana")
    assert refused(lambda: elsewhere.get_payment_status(number))[1] == "NOT_ALLOWED_TARGET_ENVIRONMENT"


def test_developers_environment_takes_euros_alone(sandbox):
    collection = config_of("collection", sandbox, "sandbox")

    number = collection.request_to_pay(PaymentRequest.make("5.00", PHONE, "X-1", "XAF"))  # the client writes EUR there by itself

    assert operations.find(number).currency == "EUR"


@pytest.mark.django_db
def test_our_adapter_asks_in_the_words_of_the_independent_client(wire, monkeypatch):
    ours: list[requests.PreparedRequest] = []
    through = requests.Session.send

    def listened(session, request, **how):
        ours.append(request)
        return through(session, request, **how)

    monkeypatch.setattr(requests.Session, "send", listened)
    payment = make_payment()
    asked = ask(payment)
    operations.hurry()
    sending = send(kind="transfer", reference="PO-1", money=payment.money, msisdn=PHONE, note="Payout")

    theirs: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        theirs.append(request)
        return httpx.Response(200 if b"token" in request.url.raw_path else 202, json={"access_token": "t", "expires_in": 3600})

    for product, service in (("collection", CollectionApi), ("disbursement", DisbursementApi)):
        account = our_account(product)
        callback = "http://testserver/payments/notify/momo/" if product == "collection" else ""
        client = httpx.Client(transport=httpx.MockTransport(answer))
        api = service(Config(account.subscription_key, "u", "k", callback), account.url, account.environment, client)
        if product == "collection":
            text = "Alices best coffee"
            api.request_to_pay(PaymentRequest.make("5000", PHONE, payment.reference, "RWF", text, "T-1"), str(asked.id))
        else:
            api.transfer(TransferRequest.make("5000", PHONE, "PO-1", "RWF", "Payout", "Payout"), str(sending.id))

    written = [request for request in ours if request.method == "POST" and "/v1_0/" in request.url and "apiuser" not in request.url]
    wanted = [request for request in theirs if "/v1_0/" in str(request.url)]
    assert [words(one.url, one.headers, one.body) for one in written] == [words(str(one.url), one.headers, one.content) for one in wanted]
    tokens = [(one.method, one.url) for one in ours if one.url.endswith("/token/")]
    assert tokens == [(one.method, str(one.url)) for one in theirs if str(one.url).endswith("/token/")]


def words(url: str, headers, body: bytes) -> tuple:
    names = ("X-Reference-Id", "X-Target-Environment", "Ocp-Apim-Subscription-Key", "X-Callback-Url", "Content-Type")
    return url, {name: headers.get(name) for name in names}, headers["Authorization"].split()[0], json.loads(body)


@pytest.mark.django_db(transaction=True)
def test_buyer_pays_and_gets_the_money_back_over_sockets(live_server, sandbox, settings, book, run_waiting_jobs):
    settings.SITE_URL = live_server.url
    payment = make_payment()
    with requests.Session() as browser:
        page = browser.get(live_server.url + payment.redirect_url)
        form = {"phone": "0788 123 456", "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        waiting = browser.post(page.url, data=form, headers={"Referer": page.url})
    assert "Approve on your phone" in waiting.text

    wait(run_waiting_jobs)
    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]

    request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    for _ in range(3):
        run_waiting_jobs()
        operations.hurry()
        jump()
    assert state_of(payment) == PaymentState.REFUNDED
