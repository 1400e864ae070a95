"""Our signing against somebody else's: python-alipay-sdk on either side of the wire. It shares no line with ours, and not even the
library below it (pycryptodomex instead of cryptography)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo

import pytest
import requests
from alipay import AliPay
from alipay.exceptions import AliPayValidationError
from cryptography.hazmat.primitives import serialization
from django.conf import settings

from orders.payments.enums import PaymentState, Verdict
from orders.payments.keys import private_key
from orders.payments.models import Payment
from orders.payments.sandbox import faults
from orders.payments.sandbox.alipay.notices import signed_notice
from orders.payments.sandbox.alipay.party import MERCHANTS, forger_key, wallet_key
from orders.payments.sandbox.alipay.trades import TradeStatus
from orders.payments.services import receive_notification
from orders.payments.tests.factories import make_payment, make_trade, notice_body
from orders.payments.tests.wire import verdicts

APP = "2026000000000002"
SOON = f"{datetime.now(ZoneInfo('Asia/Shanghai')) + timedelta(hours=12):%Y-%m-%d %H:%M:%S}"


def pem_of(key) -> str:
    kinds = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*kinds).decode()


def public_pem_of(key) -> str:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def sdk(own=None, their=None) -> AliPay:
    """The library with our merchant's key, believing the wallet's."""
    own, their = own or private_key("alipay_merchant"), their or wallet_key()
    return AliPay(appid=APP, app_private_key_string=pem_of(own), alipay_public_key_string=public_pem_of(their), sign_type="RSA2")


@pytest.fixture
def asking(sandbox):
    """The library talking to the real sandbox over HTTP."""
    library = sdk()
    library._gateway = f"{sandbox}/alipay/gateway.do"
    return library


@pytest.mark.django_db
@pytest.mark.parametrize("is_on_phone", [False, True])
def test_library_finds_our_address_well_signed(is_on_phone):
    payment = make_payment(provider="alipay", is_on_phone=is_on_phone)
    fields = dict(parse_qsl(urlsplit(payment.redirect_url).query))
    signature = fields.pop("sign")
    library = sdk(their=private_key("alipay_merchant"))

    text = "&".join(f"{name}={value}" for name, value in library._ordered_data(dict(fields)))

    assert library._verify(text, signature) and not library._verify(text.replace("400.80", "400.81"), signature)


@pytest.mark.django_db
def test_library_finds_the_sandboxs_notification_well_signed():
    payment = make_payment(provider="alipay")
    trade = make_trade(payment, app_id=APP)

    def says(key=None) -> bool:
        fields = signed_notice(trade, TradeStatus.TRADE_SUCCESS, key=key, subject="两袋咖啡 & 一个篮子 100%")
        return sdk().verify(fields, fields.pop("sign"))

    assert says() and not says(forger_key())


@pytest.mark.django_db
def test_we_take_a_notification_the_library_signed(book):
    payment = make_payment(provider="alipay")
    fields = dict(parse_qsl(notice_body(payment).decode()))
    for name in ("sign", "sign_type"):
        del fields[name]
    fields.update(app_id=APP, auth_app_id=APP, seller_id=MERCHANTS[APP].seller_id)
    text = "&".join(f"{name}={fields[name]}" for name in sorted(fields))
    signature = sdk(own=wallet_key())._sign(text)

    reply = receive_notification(
        provider="alipay", headers={}, raw_body=urlencode({**fields, "sign_type": "RSA2", "sign": signature}).encode()
    )

    assert (reply.status, reply.body, verdicts()) == (200, b"success", [Verdict.SETTLED])
    assert Payment.objects.get().state == PaymentState.PAID


def test_library_opens_asks_refunds_and_ends_at_the_sandbox(asking):
    query = asking.api_alipay_trade_page_pay("Coffee 咖啡", "SDK-1", "10.00", return_url="", notify_url="", time_expire=SOON)
    with requests.Session() as browser:
        page = browser.get(f"{asking._gateway}?{query}")
        assert page.status_code == 200 and asking.api_alipay_trade_query("SDK-1")["trade_status"] == "WAIT_BUYER_PAY"
        browser.post(page.url, data={"act": "pay"})

    asked = asking.api_alipay_trade_query("SDK-1")
    part = asking.api_alipay_trade_refund("4.00", "SDK-1", out_request_no="R-1")
    again = asking.api_alipay_trade_refund("4.00", "SDK-1", out_request_no="R-1")
    found = asking.api_alipay_trade_fastpay_refund_query("R-1", out_trade_no="SDK-1")
    closed = asking.api_alipay_trade_close("SDK-1")
    cancelled = asking.api_alipay_trade_cancel("SDK-1")

    assert (asked["trade_status"], asked["total_amount"]) == ("TRADE_SUCCESS", "10.00")
    assert [part["fund_change"], again["fund_change"], found["refund_amount"]] == ["Y", "N", "4.00"]
    assert closed["sub_code"] == "ACQ.TRADE_STATUS_ERROR" and cancelled["action"] == "refund"
    assert asking.api_alipay_trade_query("SDK-1")["trade_status"] == "TRADE_CLOSED"


def test_library_gets_a_code_and_the_companys_refusal(asking):
    made = asking.api_alipay_trade_precreate("Coffee", "SDK-2", "1.00", time_expire=SOON)
    dear = asking.api_alipay_trade_precreate("Coffee", "SDK-3", "100000000.01", time_expire=SOON)

    assert made["qr_code"].startswith(settings.SANDBOX_URL) and dear["sub_code"] == "ACQ.TOTAL_FEE_EXCEED"
    assert asking.api_alipay_trade_query("SDK-2")["sub_code"] == "ACQ.TRADE_NOT_EXIST"
    assert "action" not in asking.api_alipay_trade_cancel("SDK-2") and requests.get(made["qr_code"]).status_code == 400


def test_library_is_refused_when_its_key_is_not_the_merchants(sandbox):
    stranger = sdk(own=forger_key())
    stranger._gateway = f"{sandbox}/alipay/gateway.do"

    assert stranger.api_alipay_trade_query("SDK-1")["sub_code"] == "isv.invalid-signature"


def test_library_does_not_believe_an_answer_somebody_else_signed(asking):
    faults.order(gateway="alipay", step="query", kind="forge")

    with pytest.raises(AliPayValidationError):
        asking.api_alipay_trade_query("SDK-1")


def test_texts_of_both_are_the_same_to_the_letter():
    from orders.payments.signing import canonical

    fields = {"b": json.dumps({"subject": "咖啡 & 100%=?"}, ensure_ascii=False, separators=(",", ":")), "a": "1", "c": ""}
    assert canonical(fields) == "&".join(f"{name}={value}" for name, value in sdk()._ordered_data(dict(fields)))
