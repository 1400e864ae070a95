"""What a campaign changed, said plainly: its goods before, during and after, beside all other goods in the same days. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from catalog.campaigns.interest.sources import Two

NOTHING = Two(0, 0)
LEAST = 30  # fewer of something before a campaign say nothing of what it changed: a reading of ours


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both in it; empty where the last comes before the first."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class Spans:
    before: Span
    during: Span
    after: Span


def spans(opens: date, closes: date | None, today: date, *, longest: int = 90) -> Spans:
    """The campaign's days that are over (today is not), as many before it, and at most as many after it."""
    yesterday = today - timedelta(days=1)
    end = min(closes or yesterday, yesterday)
    first = max(opens, end - timedelta(days=longest - 1))
    length = max((end - first).days + 1, 0)
    before = Span(opens - timedelta(days=max(length, 1)), opens - timedelta(days=1))
    last = min(end + timedelta(days=length), yesterday) if closes and closes <= yesterday else end
    return Spans(before, Span(first, end), Span(end + timedelta(days=1), last))


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure. Means are a day's; changes are in per cent, None where they cannot be told."""

    kind: str
    before: tuple[Decimal, Decimal]  # the campaign's goods, all others
    during: tuple[Decimal, Decimal]
    after: tuple[Decimal, Decimal] | None
    total_before: int
    change: Decimal | None
    change_of_rest: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """In points: what is left of the change once what happened to all other goods is taken off."""
        if self.change is None or self.change_of_rest is None:
            return None
        return self.change - self.change_of_rest

    @property
    def is_thin(self) -> bool:
        return self.total_before < LEAST

    @property
    def expected(self) -> Decimal | None:
        """A day during it, had the goods gone the way of all others."""
        return None if self.change_of_rest is None else _tenth(self.before[0] * (1 + self.change_of_rest / 100))


def compare(kind: str, days: Mapping[date, Two], over: Spans) -> Compared:
    before, during, after = (_means(days, span) for span in (over.before, over.during, over.after))
    empty = (Decimal(0), Decimal(0))
    return Compared(
        kind=kind,
        before=before or empty,
        during=during or empty,
        after=after,
        total_before=sum(days.get(day, NOTHING).mine for day in over.before.days),
        change=_change(before, during, 0),
        change_of_rest=_change(before, during, 1),
    )


def _means(days: Mapping[date, Two], span: Span) -> tuple[Decimal, Decimal] | None:
    rows = [days.get(day, NOTHING) for day in span.days]
    if not rows:
        return None
    return tuple(_tenth(Decimal(sum(row[side] for row in rows)) / len(rows)) for side in (0, 1))


def _change(before: Sequence[Decimal] | None, during: Sequence[Decimal] | None, side: int) -> Decimal | None:
    if not before or not during or not before[side]:
        return None
    return ((during[side] / before[side] - 1) * 100).quantize(Decimal(1), ROUND_HALF_UP)


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
