"""What the payment companies post to shops: written down first, sent afterwards, again and again where their protocol says so."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests
from django.conf import settings

from orders.payments.sandbox import store

store.tables("""
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY,
    gateway TEXT NOT NULL,
    about TEXT NOT NULL,                -- the shop's number of the payment
    url TEXT NOT NULL,
    method TEXT NOT NULL,
    headers TEXT NOT NULL,
    body BLOB NOT NULL,
    acknowledged_by TEXT NOT NULL,      -- the exact answer that ends it; empty: any 2xx does
    pauses TEXT NOT NULL,               -- seconds before each further try
    due_at REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting',
    last_answer TEXT NOT NULL DEFAULT '',
    created_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due_at) WHERE state = 'waiting';
""")

WAITING, ACKNOWLEDGED, GIVEN_UP = "waiting", "acknowledged", "given_up"
CLAIM = 30  # seconds after which another may try a delivery whose sender died
SENDERS = 8


@dataclass(frozen=True)
class Delivery:
    id: int
    about: str
    state: str
    attempts: int
    due_at: float
    last_answer: str


def post(
    *,
    gateway: str,
    about: str,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    method: str = "POST",
    acknowledged_by: str = "",
    pauses: Sequence[float] = (),
    delay: float = 0,
) -> None:
    """Have it sent `delay` real seconds from now, and again after each of the pauses (real companies' seconds, run on our clock)
    until it is acknowledged. Nothing is sent where there is no address."""
    if not url:
        return
    now, clock = time.time(), settings.SANDBOX_CLOCK
    sql = """INSERT INTO deliveries (gateway, about, url, method, headers, body, acknowledged_by, pauses, due_at, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    plan = json.dumps([seconds / clock for seconds in pauses])
    values = (gateway, about, url, method, json.dumps(dict(headers)), body, acknowledged_by, plan, now + delay, now)
    store.connection().execute(sql, values)


def deliveries(limit: int = 200) -> list[Delivery]:
    """The newest first."""
    rows = store.connection().execute("SELECT * FROM deliveries ORDER BY id DESC LIMIT ?", (limit,))
    return [Delivery(*(row[name] for name in Delivery.__dataclass_fields__)) for row in rows]


def hurry(about: str = "") -> None:
    """All that waits (for this payment) is due now."""
    sql = "UPDATE deliveries SET due_at = ? WHERE state = 'waiting' AND (? = '' OR about = ?)"
    store.connection().execute(sql, (time.time(), about, about))


def deliver_due(limit: int = 1000) -> int:
    """Send what is due, one after the other. Returns how many were tried."""
    tried = 0
    while tried < limit and (number := _claim()):
        _deliver(number)
        tried += 1
    return tried


def _claim() -> int | None:
    with store.writing() as memory:
        now = time.time()
        row = memory.execute(
            "SELECT id FROM deliveries WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, id LIMIT 1", (now,)
        ).fetchone()
        if row:
            memory.execute("UPDATE deliveries SET due_at = ? WHERE id = ?", (now + CLAIM, row["id"]))
        return row and row["id"]


def _deliver(number: int) -> None:
    row = store.connection().execute("SELECT * FROM deliveries WHERE id = ?", (number,)).fetchone()
    try:
        answer = requests.request(
            row["method"], row["url"], data=row["body"], headers=json.loads(row["headers"]), timeout=(3, 10), allow_redirects=False
        )
        said = f"{answer.status_code} {answer.text[:150]}"
        wanted = row["acknowledged_by"].encode()
        is_taken = 200 <= answer.status_code < 300 and (not wanted or answer.content == wanted)
    except requests.RequestException as error:
        said, is_taken = type(error).__name__, False
    pauses = json.loads(row["pauses"])
    state = ACKNOWLEDGED if is_taken else WAITING if row["attempts"] < len(pauses) else GIVEN_UP
    due_at = time.time() + (pauses[row["attempts"]] if state == WAITING else 0)
    sql = "UPDATE deliveries SET attempts = attempts + 1, state = ?, last_answer = ?, due_at = ? WHERE id = ?"
    store.connection().execute(sql, (state, said, due_at, number))


class Postman:
    """Sends what is due for as long as the process lives."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(SENDERS, thread_name_prefix="postman")
        self._thread = threading.Thread(target=self._work, name="postman", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(15)
        self._pool.shutdown(cancel_futures=True)

    def _work(self) -> None:
        while not self._stopped.wait(0.1):
            while number := _claim():
                self._pool.submit(_deliver, number)
        store.close()
