"""Codes to scan: what a trade will be once somebody does."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from dataclasses import dataclass
from typing import Any

from orders.payments.sandbox import store

store.tables("""
CREATE TABLE IF NOT EXISTS alipay_codes (
    token TEXT PRIMARY KEY,
    app_id TEXT NOT NULL,
    out_trade_no TEXT NOT NULL,
    content TEXT NOT NULL,
    notify_url TEXT NOT NULL,
    expires_at REAL NOT NULL,
    is_ended INTEGER NOT NULL DEFAULT 0,
    UNIQUE (app_id, out_trade_no)
);
""")


@dataclass(frozen=True)
class Code:
    token: str
    app_id: str
    out_trade_no: str
    content: dict[str, Any]
    notify_url: str
    expires_at: float
    is_ended: bool

    @property
    def is_over(self) -> bool:
        return self.is_ended or self.expires_at <= time.time()


def _read(row: sqlite3.Row | None) -> Code | None:
    return row and Code(**{**dict(row), "content": json.loads(row["content"]), "is_ended": bool(row["is_ended"])})


def by_token(token: str) -> Code | None:
    return _read(store.connection().execute("SELECT * FROM alipay_codes WHERE token = ?", (token,)).fetchone())


def by_number(app_id: str, out_trade_no: str) -> Code | None:
    sql = "SELECT * FROM alipay_codes WHERE app_id = ? AND out_trade_no = ?"
    return _read(store.connection().execute(sql, (app_id, out_trade_no)).fetchone())


def make(app_id: str, content: dict[str, Any], notify_url: str, expires_at: float) -> Code:
    code = Code(str(uuid.uuid4()), app_id, str(content["out_trade_no"]), content, notify_url, expires_at, False)
    values = (code.token, app_id, code.out_trade_no, json.dumps(content), notify_url, expires_at)
    sql = "INSERT INTO alipay_codes (token, app_id, out_trade_no, content, notify_url, expires_at) VALUES (?, ?, ?, ?, ?, ?)"
    store.connection().execute(sql, values)
    return code


def end(app_id: str, out_trade_no: str) -> None:
    """Nobody can scan it any more."""
    store.connection().execute("UPDATE alipay_codes SET is_ended = 1 WHERE app_id = ? AND out_trade_no = ?", (app_id, out_trade_no))
