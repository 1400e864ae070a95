"""Payouts as sheets: a batch for a bank or an operator that takes no XML, and a payout for its seller's own books."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from orders.payments.payouts.models import Payout, PayoutLine
from sellers.enums import PayoutKind

BANK = ["number", "holder", "bank", "swift", "account", "amount", "currency"]
MOMO = ["number", "holder", "msisdn", "amount", "currency"]
STATEMENT = ["payout", "at", "order", "happened", "item", "amount", "currency"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def batch_sheet(kind: str, payouts: Sequence[Payout]) -> bytes:
    """One row a payout, UTF-8 with a mark so that every spreadsheet reads it rightly. What a seller typed begins no formula."""
    rows = []
    for payout in payouts:
        told, amount = payout.destination, str(payout.money.amount)
        if kind == PayoutKind.BANK:
            rows.append(
                [payout.number, _text(told["holder"]), _text(told["bank"]), told["swift"], told["account"], amount, payout.currency]
            )
        else:
            rows.append([payout.number, _text(told["holder"]), told["momo"].lstrip("+"), amount, payout.currency])
    return _written(BANK if kind == PayoutKind.BANK else MOMO, rows)


def statement_sheet(payout: Payout, lines: Iterable[PayoutLine]) -> bytes:
    """Every line of a payout; they sum, a currency each, to its sums."""
    rows = [
        [payout.number, line.at.isoformat(timespec="seconds"), line.part, line.happened, line.item, str(line.money.amount), line.currency]
        for line in lines
    ]
    return _written(STATEMENT, rows)


def _text(typed: str) -> str:
    return f"'{typed}" if typed.startswith(FORMULA) else typed


def _written(head: list[str], rows: list[list[str]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")
