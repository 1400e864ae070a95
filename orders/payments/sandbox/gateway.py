"""The wallet's gateway: verifies what a merchant signed, does it, and signs its answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.hubs.context import current_hub
from orders.payments.sandbox.models import SandboxRefund, SandboxTrade, TradeStatus
from orders.payments.sandbox.party import APP_ID, BUYER_ID, BUYER_LOGON_ID, merchant_key, wallet_key
from orders.payments.sandbox.trades import close_if_overdue
from orders.payments.signing import canonical, is_signed, sign

CHINA = ZoneInfo("Asia/Shanghai")
Answer = dict[str, Any]


class Refused(Exception):
    """The gateway's business refusal: code 40004 with a sub_code."""

    def __init__(self, sub_code: str, sub_msg: str) -> None:
        super().__init__(sub_code)
        self.sub_code, self.sub_msg = sub_code, sub_msg


def read_request(fields: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """The method and content of a request signed by the merchant. Raises Refused."""
    signature = fields.get("sign", "")
    if fields.get("app_id") != APP_ID:
        raise Refused("isv.invalid-app-id", "unknown app_id")
    if fields.get("sign_type") != "RSA2" or not is_signed(canonical(fields), signature, merchant_key()):
        raise Refused("isv.invalid-signature", "the signature does not fit")
    try:
        content = json.loads(fields.get("biz_content", ""))
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise Refused("isv.invalid-parameter", "biz_content is not an object")
    return fields.get("method", ""), content


@transaction.atomic
def open_trade(fields: dict[str, str]) -> SandboxTrade:
    """The trade behind a signed page.pay address, made on the first visit. The same number with another amount is an error,
    and so is an address whose time_expire is over. Raises Refused."""
    method, content = read_request(fields)
    if method != "alipay.trade.page.pay":
        raise Refused("isv.invalid-method", method)
    try:
        number, amount = str(content["out_trade_no"]), Decimal(content["total_amount"])
        expires_at = datetime.strptime(content["time_expire"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA)
    except (KeyError, ValueError, TypeError, InvalidOperation) as error:
        raise Refused("ACQ.INVALID_PARAMETER", str(error)) from error
    if not 0 < len(number) <= 64 or amount <= 0:
        raise Refused("ACQ.INVALID_PARAMETER", "out_trade_no, total_amount")
    trade = SandboxTrade.objects.filter(out_trade_no=number).first()
    if trade is None:
        if expires_at <= timezone.now():
            raise Refused("ACQ.TRADE_HAS_CLOSE", "time_expire is over")
        trade, _ = SandboxTrade.objects.get_or_create(
            out_trade_no=number,
            defaults={
                "hub": current_hub(),
                "app_id": APP_ID,
                "subject": str(content.get("subject", ""))[:256],
                "total_amount": amount,
                "currency": str(content.get("trans_currency") or "CNY")[:3],
                "notify_url": fields.get("notify_url", "")[:500],
                "return_url": fields.get("return_url", "")[:500],
                "expires_at": expires_at,
            },
        )
    if trade.total_amount != amount:
        raise Refused("ACQ.CONTEXT_INCONSISTENT", "this number was used with another amount")
    return trade


def answer(fields: dict[str, str]) -> bytes:
    """The signed JSON answer to a server-to-server request."""
    method = fields.get("method", "")
    try:
        method, content = read_request(fields)
        if method not in METHODS:
            raise Refused("isv.invalid-method", method)
        body = METHODS[method](content)
    except Refused as refusal:
        body = {"code": "40004", "msg": "Business Failed", "sub_code": refusal.sub_code, "sub_msg": refusal.sub_msg}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    name = method.replace(".", "_") if method in METHODS else "error"
    return f'{{"{name}_response":{text},"sign":"{sign(text, wallet_key())}"}}'.encode()


def _trade(content: dict[str, Any]) -> SandboxTrade:
    number, theirs = content.get("out_trade_no"), content.get("trade_no")
    wanted = {"out_trade_no": str(number)} if number else {"trade_no": str(theirs)}
    trade = SandboxTrade.objects.select_for_update().filter(**wanted).first()
    if trade is None:
        raise Refused("ACQ.TRADE_NOT_EXIST", "no such trade")
    return close_if_overdue(trade)


def _success(trade: SandboxTrade, **more: str) -> Answer:
    names = {"out_trade_no": trade.out_trade_no, "trade_no": trade.trade_no}
    return {"code": "10000", "msg": "Success", **names, **more}


@transaction.atomic
def _query(content: dict[str, Any]) -> Answer:
    trade = _trade(content)
    total = f"{trade.total_amount:.2f}"
    return _success(
        trade,
        trade_status=trade.status,
        total_amount=total,
        trans_currency=trade.currency,
        buyer_pay_amount=total if trade.paid_at else "0.00",
        buyer_user_id=BUYER_ID,
        buyer_logon_id=BUYER_LOGON_ID,
    )


@transaction.atomic
def _close(content: dict[str, Any]) -> Answer:
    trade = _trade(content)
    if trade.status != TradeStatus.WAIT_BUYER_PAY:
        if trade.paid_at is None:
            return _success(trade)
        raise Refused("ACQ.TRADE_STATUS_ERROR", "the trade was paid")
    trade.status, trade.closed_at = TradeStatus.TRADE_CLOSED, timezone.now()
    trade.save(update_fields=["status", "closed_at"])
    return _success(trade)


@transaction.atomic
def _refund(content: dict[str, Any]) -> Answer:
    trade = _trade(content)
    try:
        amount = Decimal(str(content["refund_amount"]))
    except (KeyError, InvalidOperation) as error:
        raise Refused("ACQ.INVALID_PARAMETER", "refund_amount") from error
    number = str(content.get("out_request_no") or trade.out_trade_no)[:64]
    total = f"{trade.refunded_amount:.2f}"
    if earlier := trade.refunds.filter(out_request_no=number).first():
        if earlier.amount != amount:
            raise Refused("ACQ.REQUEST_AMOUNT_NOT_EQUAL", "this out_request_no was used with another amount")
        return _success(trade, fund_change="N", refund_fee=total)
    if trade.paid_at is None or trade.status == TradeStatus.TRADE_FINISHED:
        raise Refused("ACQ.TRADE_STATUS_ERROR", "nothing to refund")
    if amount <= 0 or trade.refunded_amount + amount > trade.total_amount:
        raise Refused("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "more than is left of the trade")
    if trade.is_refund_hesitant:
        trade.is_refund_hesitant = False
        trade.save(update_fields=["is_refund_hesitant"])
        return {"code": "20000", "msg": "Service Currently Unavailable", "sub_code": "aop.unknow-error", "sub_msg": "unknown"}
    try:
        with transaction.atomic():
            SandboxRefund.objects.create(hub=current_hub(), trade=trade, out_request_no=number, amount=amount)
    except IntegrityError as error:
        raise Refused("ACQ.INVALID_PARAMETER", "out_request_no") from error
    trade.refunded_amount += amount
    if trade.refunded_amount == trade.total_amount:
        trade.status, trade.closed_at = TradeStatus.TRADE_CLOSED, timezone.now()
    trade.save(update_fields=["refunded_amount", "status", "closed_at"])
    return _success(trade, fund_change="Y", refund_fee=f"{trade.refunded_amount:.2f}")


@transaction.atomic
def _refund_query(content: dict[str, Any]) -> Answer:
    trade = _trade(content)
    refund = trade.refunds.filter(out_request_no=str(content.get("out_request_no", ""))).first()
    if refund is None:
        return _success(trade)
    return _success(trade, refund_status="REFUND_SUCCESS", refund_amount=f"{refund.amount:.2f}", out_request_no=refund.out_request_no)


METHODS: dict[str, Callable[[dict[str, Any]], Answer]] = {
    "alipay.trade.query": _query,
    "alipay.trade.close": _close,
    "alipay.trade.refund": _refund,
    "alipay.trade.fastpay.refund.query": _refund_query,
}
