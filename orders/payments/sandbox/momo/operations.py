"""The phone company's books: what was asked of payers and sent to payees, and how it ended.

Who the number belongs to decides the end, as on the company's own sandbox; a number that is nobody's approves after a moment."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from orders.payments.sandbox import faults, outbox, store
from orders.payments.sandbox.books import BOOKS, END, Line
from orders.payments.sandbox.momo.party import new_financial_id

store.tables("""
CREATE TABLE IF NOT EXISTS momo_operations (
    reference TEXT PRIMARY KEY,          -- X-Reference-Id
    product TEXT NOT NULL,
    kind TEXT NOT NULL,                  -- requesttopay, transfer, refund
    environment TEXT NOT NULL,
    external_id TEXT NOT NULL,
    amount TEXT NOT NULL,
    currency TEXT NOT NULL,
    msisdn TEXT NOT NULL,
    payer_message TEXT NOT NULL,
    payee_note TEXT NOT NULL,
    refers_to TEXT NOT NULL,
    callback_url TEXT NOT NULL,
    end_status TEXT NOT NULL,            -- how it will have ended at ends_at; PENDING: somebody must press a button
    reason TEXT NOT NULL,
    financial_id TEXT NOT NULL,
    created_at REAL NOT NULL,
    ends_at REAL NOT NULL
);
""")

PENDING, SUCCESSFUL, FAILED = "PENDING", "SUCCESSFUL", "FAILED"
MOMENT, DELAYED = 2.0, 30.0  # real seconds: a person takes out a phone
PARTY = {"requesttopay": "payer", "transfer": "payee", "refund": "payee"}
ENDS = {  # the company's own test numbers
    "46733123450": (FAILED, "INTERNAL_PROCESSING_ERROR", MOMENT),
    "46733123451": (FAILED, "APPROVAL_REJECTED", MOMENT),
    "46733123452": (FAILED, "EXPIRED", MOMENT),
    "46733123453": (PENDING, "", 0.0),
    "46733123454": (SUCCESSFUL, "", DELAYED),
    "46733123455": (FAILED, "PAYER_NOT_FOUND", MOMENT),
    "46733123456": (FAILED, "PAYEE_NOT_ALLOWED_TO_RECEIVE", MOMENT),
    "46733123457": (FAILED, "NOT_ALLOWED", MOMENT),
    "46733123463": (FAILED, "COULD_NOT_PERFORM_TRANSACTION", MOMENT),
}
CALLBACK = {"Content-Type": "application/json"}
TELLING = ("lose", "delay", "double", "forge", "post")


class Duplicate(Exception):
    """This X-Reference-Id was used before."""


@dataclass
class Operation:
    """One row. Moments in seconds since 1970."""

    reference: str
    product: str
    kind: str
    environment: str
    external_id: str
    amount: str
    currency: str
    msisdn: str
    payer_message: str = ""
    payee_note: str = ""
    refers_to: str = ""
    callback_url: str = ""
    end_status: str = SUCCESSFUL
    reason: str = ""
    financial_id: str = field(default_factory=new_financial_id)
    created_at: float = field(default_factory=time.time)
    ends_at: float = 0

    @property
    def status(self) -> str:
        return self.end_status if self.ends_at <= time.time() else PENDING

    @property
    def is_waiting(self) -> bool:
        return self.status == PENDING

    def told(self, status: str | None = None) -> dict[str, Any]:
        """The body of a status answer and of a callback. A failure carries its bare code, as the company's GET does."""
        status = status or self.status
        body: dict[str, Any] = {"externalId": self.external_id, "amount": self.amount, "currency": self.currency}
        body[PARTY[self.kind]] = {"partyIdType": "MSISDN", "partyId": self.msisdn}
        body |= {"payerMessage": self.payer_message, "payeeNote": self.payee_note, "status": status}
        if status == SUCCESSFUL:
            body["financialTransactionId"] = self.financial_id
        if status == FAILED:
            body["reason"] = self.reason
        return body


def begin(operation: Operation) -> Operation:
    """Write it down and have its end told once, when it comes. Raises Duplicate."""
    end, reason, seconds = ENDS.get(operation.msisdn, (SUCCESSFUL, "", MOMENT))
    if operation.kind != "requesttopay" and reason == "PAYER_NOT_FOUND":
        reason = "PAYEE_NOT_FOUND"
    operation.ends_at = operation.created_at + seconds
    if not operation.reason:  # else it was decided before: more goes back than came
        operation.end_status, operation.reason = end, reason
    with store.writing() as memory:
        names = ", ".join(vars(operation))
        places = ", ".join("?" for _ in vars(operation))
        try:
            memory.execute(f"INSERT INTO momo_operations ({names}) VALUES ({places})", tuple(vars(operation).values()))
        except sqlite3.IntegrityError as error:
            raise Duplicate(operation.reference) from error
        if operation.end_status != PENDING:
            _tell(operation, seconds)
    return operation


def decide(reference: str, *, status: str, reason: str = "") -> Operation | None:
    """The holder of the phone presses a button; None where there is nothing to decide any more."""
    with store.writing() as memory:
        operation = find(reference)
        if operation is None or not operation.is_waiting:
            return None
        operation.end_status, operation.reason, operation.ends_at = status, reason, time.time()
        sql = "UPDATE momo_operations SET end_status = ?, reason = ?, ends_at = ? WHERE reference = ?"
        memory.execute(sql, (status, reason, operation.ends_at, reference))
        memory.execute("DELETE FROM deliveries WHERE gateway = 'momo' AND about = ? AND state = 'waiting'", (operation.external_id,))
        _tell(operation, 0)
    return operation


def hurry() -> None:
    """Everybody has made up their mind by now: all that would end ends."""
    store.connection().execute("UPDATE momo_operations SET ends_at = ? WHERE ends_at > ?", (time.time(), time.time()))


def find(reference: str, kind: str | None = None) -> Operation | None:
    row = store.connection().execute("SELECT * FROM momo_operations WHERE reference = ?", (reference.lower(),)).fetchone()
    operation = Operation(**dict(row)) if row else None
    return operation if operation and kind in (None, operation.kind) else None


def newest(limit: int = 200) -> list[Operation]:
    return [operation for _place, operation in page(END, limit)]


def page(before: int, limit: int) -> list[tuple[int, Operation]]:
    """Operations with their places in the book, the newest first."""
    sql = "SELECT rowid AS place, * FROM momo_operations WHERE rowid < ? ORDER BY rowid DESC LIMIT ?"
    rows = [dict(row) for row in store.connection().execute(sql, (before, limit))]
    return [(row.pop("place"), Operation(**row)) for row in rows]


def given_back(reference: str) -> Decimal:
    """What went back, or is on its way back, of a payment."""
    rows = store.connection().execute("SELECT * FROM momo_operations WHERE kind = 'refund' AND refers_to = ?", (reference,))
    return sum((Decimal(one.amount) for one in (Operation(**dict(row)) for row in rows) if one.end_status != FAILED), Decimal(0))


def _tell(operation: Operation, delay: float) -> None:
    """One callback, unsigned, never again: the company does not ask whether it arrived."""
    fault = faults.take("momo", "callback", operation.external_id)
    kind, seconds = (fault.kind, fault.seconds) if fault else ("", 0)
    if kind == "lose" or not operation.callback_url:
        return
    if kind == "forge":  # somebody else says that it is paid, at once
        _post(operation, operation.told(SUCCESSFUL), 0)
    delay += seconds if kind == "delay" else 0
    for _ in range(3 if kind == "double" else 1):
        _post(operation, operation.told(operation.end_status), delay, "POST" if kind == "post" else "PUT")


def _post(operation: Operation, body: dict[str, Any], delay: float, method: str = "PUT") -> None:
    outbox.post(
        gateway="momo",
        about=operation.external_id,
        url=operation.callback_url,
        body=json.dumps(body).encode(),
        headers=CALLBACK,
        method=method,
        delay=delay,
    )


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _lines(before: int, limit: int) -> list[Line]:
    return [
        Line(
            number=f"{one.kind} {one.external_id}",
            amount=one.amount,
            currency=one.currency,
            state=f"{one.status} {one.reason if one.status == FAILED else ''}".strip(),
            refunded=f"{given_back(one.reference):.2f}",
            fee="0.00",
            at=one.created_at,
            place=place,
            page=f"momo/phone/{one.reference}/",
        )
        for place, one in page(before, limit)
    ]


BOOKS["momo"] = _lines
