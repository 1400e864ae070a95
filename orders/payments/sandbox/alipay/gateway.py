"""The wallet's gateway: verifies what a merchant signed, does it, and signs its answer."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from orders.payments.keys import NoKey
from orders.payments.sandbox import faults, store
from orders.payments.sandbox.alipay import bills, codes, customs, trades
from orders.payments.sandbox.alipay.notices import KINDS, notify_refunded
from orders.payments.sandbox.alipay.party import BUYER_ID, BUYER_LOGON_ID, MERCHANTS, Merchant, forger_key, wallet_key
from orders.payments.sandbox.alipay.trades import CHINA, Trade, TradeStatus, wire_time
from orders.payments.signing import canonical, is_signed, sign

Answer = dict[str, Any]
BILL = "alipay.data.dataservice.bill.downloadurl.query"
# unknown: nothing is done and 20000 answered. unknown_done: it is done, and 20000 answered all the same.
TROUBLES = ("unknown", "unknown_done", "forge", "slow", "silent")
PAGES = {"alipay.trade.page.pay": "FAST_INSTANT_TRADE_PAY", "alipay.trade.wap.pay": "QUICK_WAP_WAY"}


MOST = Decimal(100_000_000)


class Refused(Exception):
    """The gateway's refusal: 40004 for one of business, 40002 for a request that is not in order."""

    def __init__(self, sub_code: str, sub_msg: str, code: str = "40004") -> None:
        super().__init__(sub_code)
        self.code, self.sub_code, self.sub_msg = code, sub_code, sub_msg

    @property
    def body(self) -> Answer:
        msg = {"40004": "Business Failed", "20000": "Service Currently Unavailable"}.get(self.code, "Invalid Arguments")
        return {"code": self.code, "msg": msg, "sub_code": self.sub_code, "sub_msg": self.sub_msg}


UNKNOWN = Refused("isp.unknow-error", "unknown", "20000")


def _invalid(sub_code: str, sub_msg: str) -> Refused:
    return Refused(sub_code, sub_msg, "40002")


def read_request(fields: dict[str, str]) -> tuple[Merchant, str, dict[str, Any]]:
    """The merchant, method and content of a request that the merchant signed. Raises Refused."""
    merchant = MERCHANTS.get(fields.get("app_id", ""))
    if merchant is None:
        raise _invalid("isv.invalid-app-id", "unknown app_id")
    if fields.get("sign_type") != "RSA2":
        raise _invalid("isv.invalid-signature-type", "RSA2 is wanted")
    try:
        fits = is_signed(canonical(fields), fields.get("sign", ""), merchant.public_key())
    except NoKey:
        fits = False
    if not fits:
        raise _invalid("isv.invalid-signature", "the signature does not fit")
    try:
        content = json.loads(fields.get("biz_content", ""))
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise _invalid("isv.invalid-parameter", "biz_content is not an object")
    return merchant, fields.get("method", ""), content


def open_trade(fields: dict[str, str]) -> Trade:
    """The trade behind a signed page.pay address, made on the first visit. The same number with another amount is an error,
    and so is an address whose time_expire is over. Raises Refused."""
    merchant, method, content = read_request(fields)
    if method not in PAGES:
        raise _invalid("isv.invalid-method", method)
    if content.get("product_code") != PAGES[method]:
        raise Refused("ACQ.INVALID_PARAMETER", "product_code")
    return begin(merchant, content, fields)


def check(merchant: Merchant, content: dict[str, Any], fields: dict[str, str] | None = None) -> Trade:
    """The trade this content describes, not written down yet. Raises Refused."""
    fields = fields or {}
    try:
        number, amount = str(content["out_trade_no"]), Decimal(str(content["total_amount"]))
        expires_at = datetime.strptime(content["time_expire"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA).timestamp()
    except (KeyError, ValueError, TypeError, InvalidOperation) as error:
        raise Refused("ACQ.INVALID_PARAMETER", str(error)) from error
    currency = str(content.get("trans_currency") or "CNY")
    if not 0 < len(number) <= 64 or not amount.is_finite() or amount <= 0 or amount != round(amount, 2):
        raise Refused("ACQ.INVALID_PARAMETER", "out_trade_no, total_amount")
    if amount > MOST:
        raise Refused("ACQ.TOTAL_FEE_EXCEED", "total_amount")
    if merchant.currencies is not None and currency not in merchant.currencies:
        raise Refused("ACQ.INVALID_PARAMETER", "trans_currency")
    return Trade(
        out_trade_no=number,
        total=amount,
        currency=currency,
        subject=str(content.get("subject", ""))[:256],
        app_id=merchant.app_id,
        product=str(content.get("product_code", "")),
        notify_url=fields.get("notify_url", "")[:500],
        return_url=fields.get("return_url", "")[:500],
        expires_at=expires_at,
    )


def begin(merchant: Merchant, content: dict[str, Any], fields: dict[str, str]) -> Trade:
    """The trade of this number, new or standing. Raises Refused."""
    wanted = check(merchant, content, fields)
    with store.writing():
        trade = trades.by_number(merchant.app_id, wanted.out_trade_no)
        if trade is None:
            if wanted.expires_at <= time.time():
                raise Refused("ACQ.TRADE_HAS_CLOSE", "time_expire is over")
            trade = trades.save(wanted)
    if trade.total != wanted.total:
        raise Refused("ACQ.CONTEXT_INCONSISTENT", "this number was used with another amount")
    return trade


def scan(token: str) -> Trade:
    """The trade behind a code, made when the first buyer scans it. Raises Refused."""
    code = codes.by_token(token)
    if code is None or code.is_over:
        raise Refused("ACQ.TRADE_HAS_CLOSE", "the code is over")
    return begin(MERCHANTS[code.app_id], code.content, {"notify_url": code.notify_url})


def answer(fields: dict[str, str], here: str = "") -> bytes | None:
    """The signed JSON answer to a server-to-server request; None where a fault makes the wallet say nothing. here: our own address."""
    method, trouble = fields.get("method", ""), None
    try:
        merchant, method, content = read_request(fields)
        if method not in METHODS:
            raise _invalid("isv.invalid-method", method)
        trouble = faults.take("alipay", step_of(method), str(content.get("out_trade_no", "")))
        if trouble and trouble.kind == "unknown":
            raise UNKNOWN
        with store.writing():
            body = METHODS[method](merchant, content, {**fields, "here": here})
        if trouble and trouble.kind == "unknown_done":
            raise UNKNOWN
    except Refused as refusal:
        body = refusal.body
    if trouble and trouble.kind in ("slow", "silent"):
        time.sleep(trouble.seconds)
        if trouble.kind == "silent":
            return None
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    name = f"{method.replace('.', '_')}_response" if method in METHODS else "error_response"
    key = forger_key() if trouble and trouble.kind == "forge" else wallet_key()
    return f'{{"{name}":{text},"sign":"{sign(text, key)}"}}'.encode()


def step_of(method: str) -> str:
    """alipay.trade.refund → refund; alipay.trade.fastpay.refund.query → refund.query; the list of a day → bill"""
    if method == BILL:
        return "bill"
    return method.removeprefix("alipay.trade.").removeprefix("fastpay.").removeprefix("alipay.")


def _trade(merchant: Merchant, content: dict[str, Any]) -> Trade:
    if theirs := content.get("trade_no"):  # it comes first where both are named
        trade = trades.by_trade_no(merchant.app_id, str(theirs))
    else:
        trade = trades.by_number(merchant.app_id, str(content.get("out_trade_no", "")))
    if trade is None:
        raise Refused("ACQ.TRADE_NOT_EXIST", "no such trade")
    return trades.close_if_overdue(trade)


def _success(trade: Trade, **more: Any) -> Answer:
    return {"code": "10000", "msg": "Success", "out_trade_no": trade.out_trade_no, "trade_no": trade.trade_no, **more}


def _query(merchant: Merchant, content: dict[str, Any], _fields: dict[str, str]) -> Answer:
    trade = _trade(merchant, content)
    total = f"{trade.total:.2f}"
    return _success(
        trade,
        trade_status=trade.status.value,
        total_amount=total,
        trans_currency=trade.currency,
        buyer_pay_amount=total if trade.paid_at else "0.00",
        receipt_amount=total if trade.paid_at else "0.00",
        buyer_user_id=BUYER_ID,
        buyer_logon_id=BUYER_LOGON_ID,
        **({"send_pay_date": wire_time(trade.paid_at)} if trade.paid_at else {}),
    )


def _close(merchant: Merchant, content: dict[str, Any], _fields: dict[str, str]) -> Answer:
    trade = _trade(merchant, content)
    if trade.status != TradeStatus.WAIT_BUYER_PAY:
        if trade.paid_at is None:
            return _success(trade)
        raise Refused("ACQ.TRADE_STATUS_ERROR", "the trade was paid")
    return _success(trades.close(trade))


def _refund(merchant: Merchant, content: dict[str, Any], _fields: dict[str, str]) -> Answer:
    trade = _trade(merchant, content)
    try:
        amount = Decimal(str(content["refund_amount"]))
    except (KeyError, InvalidOperation) as error:
        raise Refused("ACQ.INVALID_PARAMETER", "refund_amount") from error
    number = str(content.get("out_request_no") or trade.out_trade_no)[:64]
    total = f"{trade.refunded:.2f}"
    earlier = trades.refund_of(trade, number)
    if earlier is not None:
        if earlier != amount:
            raise Refused("ACQ.DISCORDANT_REPEAT_REQUEST", "this out_request_no was used with another amount")
        return _success(trade, fund_change="N", refund_fee=total)
    if trade.status == TradeStatus.TRADE_FINISHED:
        raise Refused("ACQ.TRADE_HAS_FINISHED", "the time for refunds is over")
    if trade.paid_at is None:
        raise Refused("ACQ.TRADE_STATUS_ERROR", "nothing was paid")
    if not amount.is_finite() or amount <= 0 or amount != round(amount, 2) or trade.refunded + amount > trade.total:
        raise Refused("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "more than is left of the trade")
    trade = trades.give_back(trade, number, amount)
    notify_refunded(trade, number)
    return _success(trade, fund_change="Y", refund_fee=f"{trade.refunded:.2f}", buyer_user_id=BUYER_ID, buyer_logon_id=BUYER_LOGON_ID)


def _refund_query(merchant: Merchant, content: dict[str, Any], _fields: dict[str, str]) -> Answer:
    trade = _trade(merchant, content)
    number = str(content.get("out_request_no", ""))
    amount = trades.refund_of(trade, number)
    if amount is None:
        return _success(trade)
    names = {"out_request_no": number, "total_amount": f"{trade.total:.2f}", "refund_amount": f"{amount:.2f}"}
    return _success(trade, refund_status="REFUND_SUCCESS", **names)


def _precreate(merchant: Merchant, content: dict[str, Any], fields: dict[str, str]) -> Answer:
    """A code; there is no trade before somebody scans it."""
    trade, code = check(merchant, content), codes.by_number(merchant.app_id, str(content["out_trade_no"]))
    if code is None:
        code = codes.make(merchant.app_id, content, fields.get("notify_url", "")[:500], trade.expires_at)
    if Decimal(str(code.content["total_amount"])) != trade.total:
        raise Refused("ACQ.CONTEXT_INCONSISTENT", "this number was used with another amount")
    return {"code": "10000", "msg": "Success", "out_trade_no": trade.out_trade_no, "qr_code": f"{fields['here']}/alipay/code/{code.token}/"}


def _cancel(merchant: Merchant, content: dict[str, Any], _fields: dict[str, str]) -> Answer:
    """Nobody can pay it any more; what was paid goes back. Where there is no trade yet its code ends, and no action is named."""
    number = str(content.get("out_trade_no", ""))
    codes.end(merchant.app_id, number)
    done: Answer = {"code": "10000", "msg": "Success", "out_trade_no": number, "retry_flag": "N"}
    try:
        trade = _trade(merchant, content)
    except Refused:
        return done
    if trade.status == TradeStatus.TRADE_FINISHED:
        raise Refused("ACQ.TRADE_HAS_FINISHED", "the time for refunds is over")
    if trade.is_open:
        trades.close(trade)
        return {**done, "trade_no": trade.trade_no, "action": "close"}
    if trade.paid_at and trade.refunded < trade.total:
        trade = trades.give_back(trade, f"cancel-{trade.trade_no}"[:64], trade.total - trade.refunded)
        notify_refunded(trade, "")
        return {**done, "trade_no": trade.trade_no, "action": "refund"}
    return {**done, "trade_no": trade.trade_no}


def _bill(merchant: Merchant, content: dict[str, Any], fields: dict[str, str]) -> Answer:
    """Where the list of a day can be downloaded. The real one gives whole days alone; ours gives today's as well."""
    try:
        day = date.fromisoformat(str(content["bill_date"]))
    except (KeyError, ValueError) as error:
        raise Refused("isp.invalid-parameter", "bill_date") from error
    if content.get("bill_type") != "trade":
        raise Refused("isp.invalid-parameter", "bill_type")
    if bills.is_empty(merchant.app_id, day):
        raise Refused("isp.bill_not_exist", "there is no list of that day")
    return {"code": "10000", "msg": "Success", "bill_download_url": bills.address(fields["here"], merchant.app_id, day)}


def _declare(merchant: Merchant, content: dict[str, Any], _fields: dict[str, str]) -> Answer:
    trade = _trade(merchant, {"trade_no": content.get("trade_no", "")})
    try:
        facts = customs.declare(trade, content)
    except customs.Wrong as error:
        raise Refused("ACQ.INVALID_PARAMETER", str(error)) from error
    return {"code": "10000", "msg": "Success", **facts}


def _declared(merchant: Merchant, content: dict[str, Any], _fields: dict[str, str]) -> Answer:
    numbers = [number for number in str(content.get("out_request_nos", "")).split(",") if number]
    found, unknown = customs.records(merchant.app_id, numbers)
    return {"code": "10000", "msg": "Success", "records": found, **({"not_found": ",".join(unknown)} if unknown else {})}


METHODS: dict[str, Callable[[Merchant, dict[str, Any], dict[str, str]], Answer]] = {
    "alipay.trade.query": _query,
    "alipay.trade.close": _close,
    "alipay.trade.refund": _refund,
    "alipay.trade.fastpay.refund.query": _refund_query,
    "alipay.trade.precreate": _precreate,
    BILL: _bill,
    "alipay.trade.customs.declare": _declare,
    "alipay.trade.customs.query": _declared,
    "alipay.trade.cancel": _cancel,
}
faults.MENU["alipay"] = {"notice": KINDS, **{step_of(method): TROUBLES for method in METHODS}, "customs": ("turn_back",)}
