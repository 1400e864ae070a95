"""The wallet's notifications: made and signed once, posted until the shop answers `success`."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric import rsa

from orders.payments.sandbox import faults, outbox
from orders.payments.sandbox.alipay.party import BUYER_ID, BUYER_LOGON_ID, MERCHANTS, forger_key, wallet_key
from orders.payments.sandbox.alipay.trades import Trade, TradeStatus, wire_time
from orders.payments.sandbox.faults import Fault
from orders.payments.signing import canonical, sign

# Seconds between the eight tries.
RETRIES = [minutes * 60 for minutes in (2, 10, 10, 60, 120, 360, 900)]
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
KINDS = ("lose", "delay", "double", "reorder", "forge", "wrong_amount")


def signed_notice(
    trade: Trade, status: TradeStatus, *, amount: Decimal | None = None, key: rsa.RSAPrivateKey | None = None, **more: str
) -> dict[str, str]:
    """The fields of one notification, in the wallet's own names, with its signature."""
    total = f"{amount if amount is not None else trade.total:.2f}"
    fields = {
        "notify_time": wire_time(time.time()),
        "notify_type": "trade_status_sync",
        "notify_id": uuid.uuid4().hex,
        "app_id": trade.app_id,
        "auth_app_id": trade.app_id,
        "charset": "utf-8",
        "version": "1.0",
        "trade_no": trade.trade_no,
        "out_trade_no": trade.out_trade_no,
        "buyer_id": BUYER_ID,
        "buyer_logon_id": BUYER_LOGON_ID,
        "seller_id": MERCHANTS[trade.app_id].seller_id,
        "trade_status": status.value,
        "total_amount": total,
        "trans_currency": trade.currency,
        "subject": trade.subject,
        "gmt_create": wire_time(trade.created_at),
        **({"gmt_payment": wire_time(trade.paid_at), "receipt_amount": total, "buyer_pay_amount": total} if trade.paid_at else {}),
        **more,
    }
    return {**fields, "sign_type": "RSA2", "sign": sign(canonical(fields), key or wallet_key())}


def notify_paid(trade: Trade, fault: Fault | None = None) -> None:
    """Tell the shop that money came, well or badly."""
    fault = fault or faults.take("alipay", "notice", trade.out_trade_no)
    kind, seconds = (fault.kind, fault.seconds) if fault else ("", 0)
    paid = TradeStatus.TRADE_SUCCESS
    if kind == "lose":
        return
    if kind == "forge":
        _post(trade, signed_notice(trade, paid, key=forger_key()))
    elif kind == "wrong_amount":
        _post(trade, signed_notice(trade, paid, amount=trade.total + 1))
    elif kind == "double":
        fields = signed_notice(trade, paid)
        for _ in range(3):
            _post(trade, fields)
    elif kind == "reorder":
        _post(trade, signed_notice(trade, paid))
        _post(trade, signed_notice(trade, TradeStatus.WAIT_BUYER_PAY), delay=2)
    else:
        _post(trade, signed_notice(trade, paid), delay=seconds if kind == "delay" else 0)


def notify_closed(trade: Trade) -> None:
    _post(trade, signed_notice(trade, TradeStatus.TRADE_CLOSED, gmt_close=wire_time(trade.closed_at or time.time())))


def notify_refunded(trade: Trade, out_request_no: str) -> None:
    """Of every refund: a part of it leaves the trade successful, all of it closes it."""
    now = wire_time(time.time())
    more = {"refund_fee": f"{trade.refunded:.2f}", "gmt_refund": now, "out_biz_no": out_request_no}
    if trade.status == TradeStatus.TRADE_CLOSED:
        more["gmt_close"] = now
    _post(trade, signed_notice(trade, trade.status, **more))


def _post(trade: Trade, fields: Mapping[str, str], *, delay: float = 0) -> None:
    outbox.post(
        gateway="alipay",
        about=trade.out_trade_no,
        url=trade.notify_url,
        body=urlencode(fields).encode(),
        headers=FORM,
        acknowledged_by="success",
        pauses=RETRIES,
        delay=delay,
    )
