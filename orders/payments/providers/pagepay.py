"""The page-pay family (`alipay.trade.*`, RSA2). The sandbox speaks it; a real gateway is the same class with other keys."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from marketplace.money import Money
from orders.payments.exceptions import BadSignature, NotOurs, ProviderAway, Unreadable
from orders.payments.keys import NoKey
from orders.payments.models import Payment, Refund
from orders.payments.providers.base import Answer, BookLine, CloseAnswer, Event, EventKind, Opened, Provider, RefundAnswer, RefundStanding
from orders.payments.providers.daybook import fetch_bill, read_bill
from orders.payments.signing import canonical, is_signed, sign

CHINA = ZoneInfo("Asia/Shanghai")
TIMEOUT = (3, 10)
EVENTS = {
    "WAIT_BUYER_PAY": EventKind.PENDING,
    "TRADE_SUCCESS": EventKind.PAID,
    "TRADE_FINISHED": EventKind.PAID,
    "TRADE_CLOSED": EventKind.CLOSED,
}
MOST = Decimal(10) ** 12
CURRENCY = re.compile(r"[A-Z]{3}")
NO_SUCH_TRADE = "ACQ.TRADE_NOT_EXIST"
DESK, PHONE = ("alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY"), ("alipay.trade.wap.pay", "QUICK_WAP_WAY")
BILL = "alipay.data.dataservice.bill.downloadurl.query"
# The same number was used with other words: what the first ones did is not said.
OTHER_WORDS = "ACQ.DISCORDANT_REPEAT_REQUEST"
# Refusals of a refund that another day may lift.
PASSING = {"ACQ.SYSTEM_ERROR", "aop.ACQ.SYSTEM_ERROR", "ACQ.SELLER_BALANCE_NOT_ENOUGH"}


def wire_time(moment: datetime) -> str:
    """As the gateway writes times: China's, to the second, without a zone."""
    return timezone.localtime(moment, CHINA).strftime("%Y-%m-%d %H:%M:%S")


def wire_amount(amount: Decimal) -> str:
    return f"{amount:.2f}"


def read_fields(text: str) -> dict[str, str]:
    """The fields of a form-encoded text; a field named twice has no meaning. Raises Unreadable."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, encoding="utf-8", errors="strict", max_num_fields=100)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Unreadable("a field is named twice")
    return fields


class PagePay(Provider):
    """Subclasses say where the gateway is, who we are there and which keys speak."""

    gateway_url: str
    app_id: str
    seller_id: str
    bill_hosts: tuple[str, ...] = (".alipay.com",)
    books_zone = "Asia/Shanghai"
    our_key: rsa.RSAPrivateKey
    their_key: rsa.RSAPublicKey

    @property
    def page_url(self) -> str:
        """Where a browser finds the gateway."""
        return self.gateway_url

    def start(self, payment: Payment, *, notify_url: str, return_url: str) -> str | Opened:
        method, product = PHONE if payment.is_on_phone else DESK
        content = {**self._offer(payment), "product_code": product}
        if payment.is_on_phone:
            content["quit_url"] = return_url  # where somebody goes who turns back half-way
        fields = self._signed(method, content, notify_url=notify_url, return_url=return_url)
        return f"{self.page_url}?{urlencode(fields)}"

    def _offer(self, payment: Payment) -> dict[str, str]:
        """What every way of opening a trade says."""
        return {
            "out_trade_no": payment.reference,
            "total_amount": wire_amount(payment.amount),
            "trans_currency": payment.currency,
            "subject": payment.description or payment.key,
            "time_expire": wire_time(payment.expires_at),
        }

    def query(self, payment: Payment) -> Answer:
        body, answer = self._call("alipay.trade.query", {"out_trade_no": payment.reference})
        if answer.get("sub_code") == NO_SUCH_TRADE:
            return Answer(body, None)
        self._expect_success(body, answer)
        return Answer(body, self._event(answer))

    def cancel(self, payment: Payment) -> CloseAnswer:
        body, answer = self._call("alipay.trade.close", {"out_trade_no": payment.reference})
        if answer.get("code") == "20000":
            raise ProviderAway("closing: unknown result", body)
        # A trade the gateway never saw cannot be paid after its time_expire either.
        return CloseAnswer(body, is_closed=answer.get("code") == "10000" or answer.get("sub_code") == NO_SUCH_TRADE)

    def refund(self, refund: Refund) -> RefundAnswer:
        names = self._names(refund)
        content = {**names, "refund_amount": wire_amount(refund.amount), "refund_currency": refund.currency, "refund_reason": refund.reason}
        body, answer = self._call("alipay.trade.refund", content)
        if answer.get("code") == "40004" and answer.get("sub_code") not in {*PASSING, OTHER_WORDS}:
            return RefundAnswer(body, is_done=False, note=f"{answer.get('sub_code', '')} {answer.get('sub_msg', '')}".strip())
        if answer.get("sub_code") != OTHER_WORDS:
            self._expect_success(body, answer)
        if answer.get("fund_change") == "Y":
            return RefundAnswer(body, is_done=True)
        # "N" says only that this call moved nothing: the earlier one may have.
        body, answer = self._call("alipay.trade.fastpay.refund.query", names)
        self._expect_success(body, answer)
        if answer.get("refund_status") != "REFUND_SUCCESS":
            raise ProviderAway("refund: not settled yet", body)
        if answer.get("refund_amount") != wire_amount(refund.amount):
            return RefundAnswer(body, is_done=False, note=f"{OTHER_WORDS} {answer.get('refund_amount')} went back under this number")
        return RefundAnswer(body, is_done=True)

    def _names(self, refund: Refund) -> dict[str, str]:
        names = {"out_trade_no": refund.payment.reference, "out_request_no": refund.reference}
        if theirs := refund.payment.provider_reference:  # it comes first, and money nobody asked for has no number of ours
            names["trade_no"] = theirs
        return names

    def look_at_refund(self, refund: Refund) -> RefundStanding:
        body, answer = self._call("alipay.trade.fastpay.refund.query", self._names(refund))
        if answer.get("sub_code") == NO_SUCH_TRADE:
            return RefundStanding(body, None)
        self._expect_success(body, answer)
        if answer.get("refund_status") != "REFUND_SUCCESS":
            return RefundStanding(body, None)
        try:
            return RefundStanding(body, Decimal(answer["refund_amount"]))
        except (KeyError, InvalidOperation, TypeError) as error:
            raise Unreadable(f"refund query: {error}", body) from error

    def lines_of(self, day: date) -> list[BookLine]:
        body, answer = self._call(BILL, {"bill_type": "trade", "bill_date": f"{day:%Y-%m-%d}"})
        if answer.get("sub_code", "").lower().endswith("bill_not_exist"):
            return []  # nothing was sold that day
        self._expect_success(body, answer)
        return read_bill(fetch_bill(answer.get("bill_download_url", ""), self.bill_hosts))

    def read_notification(self, headers: Mapping[str, str], raw_body: bytes) -> Event:
        try:
            fields = read_fields(raw_body.decode())
        except UnicodeDecodeError as error:
            raise Unreadable(str(error)) from error
        self._verify(fields)
        return self._event(fields)

    def read_return(self, query_string: str) -> str:
        fields = read_fields(query_string)
        self._verify(fields)
        return fields.get("out_trade_no", "")

    def acknowledge(self, *, is_taken: bool) -> bytes:
        return b"success" if is_taken else b"failure"

    # The wire -------------------------------------------------------------------------------------------------------
    def _signed(self, method: str, content: dict[str, Any], **more: str) -> dict[str, str]:
        fields = {
            "app_id": self.app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": wire_time(timezone.now()),
            "version": "1.0",
            "biz_content": json.dumps(content, ensure_ascii=False, separators=(",", ":")),
            **more,
        }
        return {**fields, "sign": sign(canonical(fields), self.our_key)}

    def _call(self, method: str, content: dict[str, Any], **more: str) -> tuple[bytes, dict[str, Any]]:
        try:
            reply = requests.post(self.gateway_url, data=self._signed(method, content, **more), timeout=TIMEOUT, allow_redirects=False)
        except requests.RequestException as error:
            raise ProviderAway(f"{method}: {type(error).__name__}") from error
        if reply.status_code != 200:
            raise ProviderAway(f"{method}: HTTP {reply.status_code}", reply.content[:4000])
        return reply.content, self._read_answer(method, reply.content)

    def _read_answer(self, method: str, body: bytes) -> dict[str, Any]:
        """The answer's object. Its signature covers the very characters that were sent, not JSON written anew."""
        try:
            text = body.decode()
            name = f'"{method.replace(".", "_")}_response":'
            name = name if name in text else '"error_response":'
            start = text.index(name) + len(name)
            answer, end = json.JSONDecoder().raw_decode(text, start)
            signature = json.loads(text)["sign"]
        except (ValueError, KeyError) as error:
            raise Unreadable(f"{method}: {error}", body) from error
        if not self._is_theirs(text[start:end], signature):
            raise BadSignature(method, body)
        return answer

    def _expect_success(self, body: bytes, answer: dict[str, Any]) -> None:
        if answer.get("code") != "10000":
            raise ProviderAway(f"{answer.get('code')} {answer.get('sub_code', '')}".strip(), body)

    def _is_theirs(self, text: str, signature: str) -> bool:
        try:
            return is_signed(text, signature, self.their_key)
        except NoKey:
            return False

    def _verify(self, fields: Mapping[str, str]) -> None:
        signature = fields.get("sign", "")
        is_rsa2 = fields.get("sign_type") == "RSA2"
        if not is_rsa2 or not self._is_theirs(canonical(fields, without=("sign", "sign_type")), signature):
            raise BadSignature("the signature does not fit")
        if fields.get("app_id") != self.app_id or fields.get("seller_id", self.seller_id) != self.seller_id:
            raise NotOurs(f"app {fields.get('app_id')}, seller {fields.get('seller_id')}")

    def _event(self, fields: Mapping[str, Any]) -> Event:
        try:
            kind = EVENTS[fields["trade_status"]]
            amount, currency = Decimal(fields["total_amount"]), fields.get("trans_currency") or "CNY"
            if not amount.is_finite() or abs(amount) >= MOST or not CURRENCY.fullmatch(currency):
                raise Unreadable(f"{fields['total_amount']} {currency}"[:200])
            return Event(kind, fields["out_trade_no"], fields.get("trade_no", ""), Money(amount, currency), fields.get("notify_id", ""))
        except (KeyError, InvalidOperation, TypeError) as error:
            raise Unreadable(f"{type(error).__name__}: {error}") from error
