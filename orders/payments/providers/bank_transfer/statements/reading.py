"""What a statement says, whatever it is written in: a list of lines, or every reason why it cannot be read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

MOST_LINES = 5000


@dataclass(frozen=True)
class RowError:
    """Row 0 is the file as a whole."""

    row: int
    text: str | Promise


class BadStatement(ValueError):
    """Nothing of the file is taken: a statement half read would hide what is missing."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(f"{len(errors)} rows cannot be read")
        self.errors = errors


@dataclass(frozen=True)
class StatementLine:
    """One booked movement. The amount is above zero for money that came."""

    row: int
    booked_on: date
    amount: Decimal
    currency: str
    counterparty: str = ""
    counterparty_account: str = ""
    counterparty_bic: str = ""
    text: str = ""
    bank_reference: str = ""
    is_reversal: bool = False


def fingerprints(lines: Iterable[StatementLine]) -> list[str]:
    """What makes a line the same line in the next statement too: the bank's own number where it gives one, else all it says; and the
    how-manieth of its like it is on its day, since two equal transfers on a day are two."""
    seen: Counter[tuple] = Counter()
    prints = []
    for line in lines:
        likeness = (line.booked_on.isoformat(), f"{line.amount:.2f}", line.currency)
        likeness += (line.bank_reference,) if line.bank_reference else (line.counterparty_account, line.counterparty, line.text)
        seen[likeness] += 1
        prints.append(hashlib.sha256("\x1f".join([*likeness, str(seen[likeness])]).encode()).hexdigest())
    return prints
