"""Faults on demand. A gateway asks at each step whether one is wanted there; whoever tries the shop orders them on the control page or
through its API."""

from __future__ import annotations

import time
from dataclasses import dataclass

from orders.payments.sandbox import store

store.tables("""
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY,
    gateway TEXT NOT NULL,          -- alipay, momo
    step TEXT NOT NULL,             -- the gateway's own word: notice, refund, query …
    kind TEXT NOT NULL,             -- the gateway's own word: lose, delay, unknown …
    about TEXT NOT NULL DEFAULT '', -- the shop's number of one payment; empty for any
    times INTEGER NOT NULL,         -- how many more
    seconds REAL NOT NULL DEFAULT 0,
    ordered_at REAL NOT NULL
);
""")

# gateway -> step -> kinds; a gateway fills in its own when it is imported.
MENU: dict[str, dict[str, tuple[str, ...]]] = {}


class UnknownFault(ValueError):
    """No gateway knows this fault at this step."""


@dataclass(frozen=True)
class Fault:
    kind: str
    seconds: float = 0


def order(*, gateway: str, step: str, kind: str, about: str = "", times: int = 1, seconds: float = 0) -> int:
    """Have something go wrong the next `times` times. Gives its number. Raises UnknownFault."""
    if kind not in MENU.get(gateway, {}).get(step, ()):
        raise UnknownFault(f"{gateway} {step} {kind}")
    sql = "INSERT INTO faults (gateway, step, kind, about, times, seconds, ordered_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
    return store.connection().execute(sql, (gateway, step, kind, about, times, seconds, time.time())).lastrowid or 0


def take(gateway: str, step: str, about: str = "") -> Fault | None:
    """The fault that is wanted here, the one ordered for this very payment first; None when all shall go well."""
    with store.writing() as memory:
        sql = "SELECT * FROM faults WHERE gateway = ? AND step = ? AND about IN ('', ?) AND times > 0 ORDER BY about DESC, id LIMIT 1"
        row = memory.execute(sql, (gateway, step, about)).fetchone()
        if row is None:
            return None
        memory.execute("UPDATE faults SET times = times - 1 WHERE id = ?", (row["id"],))
        return Fault(row["kind"], row["seconds"])


def ordered() -> list[dict]:
    """Those still to come, in order."""
    return [dict(row) for row in store.connection().execute("SELECT * FROM faults WHERE times > 0 ORDER BY id")]


def forget_all() -> None:
    store.connection().execute("DELETE FROM faults")
