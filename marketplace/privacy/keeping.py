"""How long things stay, as a process read the rows at most a minute ago."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.privacy.models import KeepingPeriod
from marketplace.privacy.registry import period

KEPT_FOR = 60.0  # seconds
_kept: dict[tuple[int, date], tuple[float, dict[str, Kept]]] = {}


@dataclass(frozen=True)
class Kept:
    """A row in force: how many days, and where that is written."""

    pk: int
    days: int
    source: str
    is_verified: bool


def periods_in_force(day: date | None = None) -> dict[str, Kept]:
    """The rows of the hub that count on that day, by what they are about."""
    day = day or timezone.now().date()
    key = (current_hub().pk, day)
    until, found = _kept.get(key, (0.0, {}))
    if until < time.monotonic():
        rows = KeepingPeriod.objects.in_force_on(day)
        found = {row.code: Kept(row.pk, row.days, row.source, row.confidence == "verified") for row in rows}
        if len(_kept) > 100:  # days go by
            _kept.clear()
        _kept[key] = (time.monotonic() + KEPT_FOR, found)
    return found


def kept_days(code: str) -> int | None:
    """How many days; None where no row is in force, and then nothing is deleted. Raises Undeclared."""
    period(code)
    found = periods_in_force().get(code)
    return found.days if found else None


def time_for(code: str) -> timedelta:
    """The same for what a person is promised; where no row is in force, as it was declared. Raises Undeclared."""
    return timedelta(days=kept_days(code) or period(code).days)


def forget_periods() -> None:
    """After a change of rows (other processes follow within a minute)."""
    _kept.clear()
