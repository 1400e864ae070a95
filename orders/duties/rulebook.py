"""The rows of one market on one day as plain values, and how the one that speaks is found. Nothing here asks the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from orders.duties.enums import LimitKind, Listing, RateKind, Regime


@dataclass(frozen=True)
class Rule:
    """Which row an answer rests on, so that anybody can look it up."""

    table: str  # taxrate, regimelimit, listedgoods
    row: int | None
    source: str
    source_date: str
    confidence: str
    valid_from: date
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Rate:
    """`percent` or `per_kg` (market's currency, net weight); neither: the row says that the rate is unknown."""

    kind: RateKind
    prefix: str
    rule: Rule
    percent: Decimal | None = None
    per_kg: Decimal | None = None
    origin: str = ""
    proof: str = ""
    needs_direct_transport: bool = False

    @property
    def is_known(self) -> bool:
        return self.percent is not None or self.per_kg is not None


@dataclass(frozen=True)
class Limit:
    regime: Regime
    kind: LimitKind
    amount: Decimal
    rule: Rule


@dataclass(frozen=True)
class Entry:
    """A line of the cross-border list."""

    prefix: str
    listing: Listing
    rule: Rule


@dataclass(frozen=True)
class RuleBook:
    """Everything on record of one market on one day. `levies` is what it takes in general trade."""

    market: str
    currency: str
    day: date
    levies: tuple[str, ...] = ()
    rates: Sequence[Rate] = ()
    limits: Sequence[Limit] = ()
    entries: Sequence[Entry] = ()
    _rates: dict[tuple[str, str, str], Rate] = field(init=False, repr=False, compare=False)
    _limits: dict[tuple[str, str], Limit] = field(init=False, repr=False, compare=False)
    _entries: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rates", {(row.kind, row.prefix, row.origin): row for row in self.rates})
        object.__setattr__(self, "_limits", {(row.regime, row.kind): row for row in self.limits})
        object.__setattr__(self, "_entries", {row.prefix: row for row in self.entries})

    def rate(self, kind: RateKind, code: str, origin: str) -> Rate | None:
        """The row of the longest prefix; of two alike the one that names the origin. None where no row speaks. A preference and the
        general column are for the origin they name alone; a general row that names none is for goods whose origin nobody knows."""
        origins = (origin,) if kind in (RateKind.PREFERENCE, RateKind.GENERAL) else (origin, "")
        keys = ((kind, prefix, named) for prefix in prefixes_of(code) for named in origins)
        return next((self._rates[key] for key in keys if key in self._rates), None)

    def limit(self, regime: Regime, kind: LimitKind) -> Limit | None:
        return self._limits.get((regime, kind))

    def entry(self, code: str) -> Entry | None:
        """Whether the code is on the cross-border list: the longest prefix speaks. None where nobody knows."""
        return next((self._entries[prefix] for prefix in prefixes_of(code) if prefix in self._entries), None)

    def has_regime(self, regime: Regime) -> bool:
        return any(row.regime == regime for row in self.limits)


def prefixes_of(code: str) -> list[str]:
    """The code and everything it begins with, the longest first, down to nothing: all goods."""
    return [code[:length] for length in range(len(code), -1, -1)]


def rules_of(rows: Iterable[Rate | Limit | Entry | None]) -> tuple[Rule, ...]:
    return tuple(dict.fromkeys(row.rule for row in rows if row is not None))
