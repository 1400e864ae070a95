"""The wallet's declarations to Chinese customs: taken at once, sent a moment later, answered by customs after that."""

from __future__ import annotations

import json
import secrets
import time
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings

from orders.payments.sandbox import faults, store
from orders.payments.sandbox.alipay.trades import CHINA, Trade, wire_time

store.tables("""
CREATE TABLE IF NOT EXISTS alipay_customs (
    app_id TEXT NOT NULL,
    out_request_no TEXT NOT NULL,
    trade_no TEXT NOT NULL REFERENCES alipay_trades,
    declare_no TEXT NOT NULL,
    content TEXT NOT NULL,
    is_turned_back INTEGER NOT NULL,
    created_at REAL NOT NULL,
    PRIMARY KEY (app_id, out_request_no)
);
""")

# Who pays at the sandbox, as the state knows them: a specimen number that no person has.
PAYER = {"buyer_name": "沙盒买家", "buyer_cert_no": "11010519491231002X"}
PAY_CODE = "31222699S7"  # the Chinese Alipay entity's number at customs
WAITS, ANSWERS = 60, 660  # seconds until it is sent, and until customs answers
MOST_ASKED = 10


class Wrong(Exception):
    """What is wrong with a declaration."""


def declare(trade: Trade, content: dict[str, Any]) -> dict[str, str]:
    """The facts of the answer. The same number again is the same declaration, sent anew. Raises Wrong."""
    number = str(content.get("out_request_no", ""))
    needed = ("merchant_customs_code", "merchant_customs_name", "customs_place", "amount")
    if (
        not 6 <= len(number) <= 32
        or not number.replace("_", "").replace("-", "").isalnum()
        or not all(content.get(name) for name in needed)
    ):
        raise Wrong("out_request_no, " + ", ".join(needed))
    if str(content.get("is_split", "F")).upper() == "T" and not content.get("sub_out_biz_no"):
        raise Wrong("sub_out_biz_no")
    try:
        amount = Decimal(str(content["amount"]))
    except InvalidOperation as error:
        raise Wrong("amount") from error
    if trade.paid_at is None:
        raise Wrong("the trade is not paid")
    standing = _one(trade.app_id, number)
    others = sum((Decimal(json.loads(row["content"])["amount"]) for row in _all(trade) if row["out_request_no"] != number), Decimal(0))
    if not amount.is_finite() or amount <= 0 or others + amount > trade.total:
        raise Wrong("more than was paid")
    answer = {
        "trade_no": trade.trade_no,
        "alipay_declare_no": standing["declare_no"] if standing else f"{datetime.now(CHINA):%Y%m%d}" + f"{secrets.randbelow(10**12):012d}",
        "pay_code": PAY_CODE,
        "pay_transaction_id": trade.trade_no,
        "total_amount": str(int(trade.total * 100)),  # in fen
        "currency": "CNY",
        "ver_dept": "3",
    }
    if standing is None:
        turned_back = faults.take("alipay", "customs", trade.out_trade_no) is not None
        # Identity is compared once, however often it is sent.
        if buyer := content.get("buyer_info"):
            answer["identity_check"] = "T" if buyer == PAYER else "F"
        values = (trade.app_id, number, trade.trade_no, answer["alipay_declare_no"], json.dumps(content), turned_back, time.time())
        store.connection().execute("INSERT INTO alipay_customs VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return answer


def records(app_id: str, numbers: list[str]) -> tuple[list[dict[str, str]], list[str]]:
    """How these declarations stand, and which of them nobody knows."""
    found = {number: row for number in numbers[:MOST_ASKED] if (row := _one(app_id, number))}
    return [_record(row) for row in found.values()], [number for number in numbers if number not in found]


def _record(row) -> dict[str, str]:
    content, age = json.loads(row["content"]), (time.time() - row["created_at"]) * settings.SANDBOX_CLOCK
    status = "ws" if age < WAITS else "sending" if age < ANSWERS else "succ"
    record = {name: str(content[name]) for name in ("amount", "customs_place", "merchant_customs_code", "merchant_customs_name")}
    record |= {"out_request_no": row["out_request_no"], "trade_no": row["trade_no"], "alipay_declare_no": row["declare_no"]}
    record |= {"status": status, "last_modified_time": wire_time(row["created_at"])}
    if status == "succ":
        code, info = ("100", "海关退单") if row["is_turned_back"] else ("399", "海关审结")
        at = f"{datetime.now(CHINA):%Y%m%d%H%M%S}"
        record |= {"customs_result_code": code, "customs_result_info": info, "customs_result_return_time": at}
    return record


def _one(app_id: str, number: str):
    sql = "SELECT * FROM alipay_customs WHERE app_id = ? AND out_request_no = ?"
    return store.connection().execute(sql, (app_id, number)).fetchone()


def _all(trade: Trade):
    return store.connection().execute("SELECT * FROM alipay_customs WHERE trade_no = ?", (trade.trade_no,)).fetchall()
