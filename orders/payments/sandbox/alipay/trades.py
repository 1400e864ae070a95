"""The wallet's books: trades and what went back of them."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from orders.payments.sandbox import store
from orders.payments.sandbox.books import BOOKS, Line

CHINA = ZoneInfo("Asia/Shanghai")
FEE = Decimal("0.006")  # of a trade; the same share of it goes back with a refund

store.tables("""
CREATE TABLE IF NOT EXISTS alipay_trades (
    trade_no TEXT PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    app_id TEXT NOT NULL,
    out_trade_no TEXT NOT NULL,
    product TEXT NOT NULL,
    subject TEXT NOT NULL,
    total TEXT NOT NULL,
    currency TEXT NOT NULL,
    notify_url TEXT NOT NULL,
    return_url TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at REAL NOT NULL,
    expires_at REAL NOT NULL,
    paid_at REAL,
    closed_at REAL,
    refunded TEXT NOT NULL,
    UNIQUE (app_id, out_trade_no)
);
CREATE TABLE IF NOT EXISTS alipay_refunds (
    trade_no TEXT NOT NULL REFERENCES alipay_trades,
    out_request_no TEXT NOT NULL,
    amount TEXT NOT NULL,
    created_at REAL NOT NULL,
    PRIMARY KEY (trade_no, out_request_no)
);
""")


class TradeStatus(StrEnum):
    """The wallet's own words, as they travel on the wire."""

    WAIT_BUYER_PAY = "WAIT_BUYER_PAY"
    TRADE_SUCCESS = "TRADE_SUCCESS"
    TRADE_FINISHED = "TRADE_FINISHED"
    TRADE_CLOSED = "TRADE_CLOSED"


class TradeOver(Exception):
    """The trade is paid or closed already."""


def new_trade_no() -> str:
    """28 digits like the wallet's own: the day, then chance."""
    return f"{datetime.now(CHINA):%Y%m%d}" + f"{secrets.randbelow(10**20):020d}"


def wire_time(moment: float | datetime) -> str:
    """China's time to the second, as the wallet writes it."""
    at = moment if isinstance(moment, datetime) else datetime.fromtimestamp(moment, CHINA)
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


@dataclass
class Trade:
    """One row. Amounts are in the trade's currency, moments in seconds since 1970."""

    out_trade_no: str
    total: Decimal
    currency: str = "CNY"
    subject: str = ""
    app_id: str = "2026000000000001"
    product: str = "FAST_INSTANT_TRADE_PAY"
    notify_url: str = ""
    return_url: str = ""
    expires_at: float = 0
    trade_no: str = field(default_factory=new_trade_no)
    token: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: TradeStatus = TradeStatus.WAIT_BUYER_PAY
    created_at: float = field(default_factory=time.time)
    paid_at: float | None = None
    closed_at: float | None = None
    refunded: Decimal = Decimal(0)

    @property
    def is_open(self) -> bool:
        return self.status == TradeStatus.WAIT_BUYER_PAY

    @property
    def opened_until(self) -> datetime:
        return datetime.fromtimestamp(self.expires_at, CHINA)


def _read(row: Mapping[str, Any]) -> Trade:
    values = dict(row)
    values.update(total=Decimal(row["total"]), refunded=Decimal(row["refunded"]), status=TradeStatus(row["status"]))
    return Trade(**values)


def save(trade: Trade) -> Trade:
    """Write the trade as it is now."""
    values = {**vars(trade), "total": f"{trade.total:.2f}", "refunded": f"{trade.refunded:.2f}", "status": trade.status.value}
    names = ", ".join(values)
    changes = ", ".join(f"{name} = excluded.{name}" for name in values if name != "trade_no")
    sql = f"INSERT INTO alipay_trades ({names}) VALUES ({', '.join('?' * len(values))}) ON CONFLICT (trade_no) DO UPDATE SET {changes}"
    store.connection().execute(sql, tuple(values.values()))
    return trade


def _one(where: str, *values: str) -> Trade | None:
    row = store.connection().execute(f"SELECT * FROM alipay_trades WHERE {where}", values).fetchone()
    return _read(dict(row)) if row else None


def by_number(app_id: str, out_trade_no: str) -> Trade | None:
    return _one("app_id = ? AND out_trade_no = ?", app_id, out_trade_no)


def by_trade_no(app_id: str, trade_no: str) -> Trade | None:
    return _one("app_id = ? AND trade_no = ?", app_id, trade_no)


def by_token(token: str) -> Trade | None:
    return _one("token = ?", token)


def page(before: int, limit: int) -> list[tuple[int, Trade]]:
    """Trades with their places in the book, the newest first."""
    sql = "SELECT rowid AS place, * FROM alipay_trades WHERE rowid < ? ORDER BY rowid DESC LIMIT ?"
    rows = [dict(row) for row in store.connection().execute(sql, (before, limit))]
    return [(row.pop("place"), _read(row)) for row in rows]


def refund_of(trade: Trade, out_request_no: str) -> Decimal | None:
    """What went back under this number; None where nothing did."""
    sql = "SELECT amount FROM alipay_refunds WHERE trade_no = ? AND out_request_no = ?"
    row = store.connection().execute(sql, (trade.trade_no, out_request_no)).fetchone()
    return Decimal(row["amount"]) if row else None


def give_back(trade: Trade, out_request_no: str, amount: Decimal) -> Trade:
    """Write a refund down; a trade that went back whole is closed. The caller has checked that as much is left."""
    values = (trade.trade_no, out_request_no, f"{amount:.2f}", time.time())
    store.connection().execute("INSERT INTO alipay_refunds VALUES (?, ?, ?, ?)", values)
    trade.refunded += amount
    if trade.refunded == trade.total:
        trade.status, trade.closed_at = TradeStatus.TRADE_CLOSED, time.time()
    return save(trade)


def close_if_overdue(trade: Trade) -> Trade:
    """A trade whose time is over closes by itself."""
    return close(trade) if trade.is_open and trade.expires_at <= time.time() else trade


def close(trade: Trade) -> Trade:
    trade.status, trade.closed_at = TradeStatus.TRADE_CLOSED, time.time()
    return save(trade)


def fee_of(amount: Decimal | str, currency: str) -> Decimal:
    """What the company takes for a trade of that amount, in the currency's own smallest unit."""
    unit = Decimal(1) if currency == "RWF" else Decimal("0.01")
    return (Decimal(amount) * FEE).quantize(unit, ROUND_HALF_UP)


def fee_kept(trade: Trade) -> Decimal:
    """What the company has of a trade in the end."""
    return fee_of(trade.total - trade.refunded, trade.currency) if trade.paid_at else Decimal(0)


def _lines(before: int, limit: int) -> list[Line]:
    return [
        Line(
            number=trade.out_trade_no,
            amount=f"{trade.total:.2f}",
            currency=trade.currency,
            state=trade.status.value,
            refunded=f"{trade.refunded:.2f}",
            fee=f"{fee_kept(trade):.2f}",
            at=trade.created_at,
            place=place,
            page=f"alipay/pay/{trade.token}/",
        )
        for place, trade in page(before, limit)
    ]


BOOKS["alipay"] = _lines
