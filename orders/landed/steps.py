"""The parts that a landed cost is told in: amounts in the market's currency and in the seller's own, and where each is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from marketplace.approval.enums import Confidence
from marketplace.money import Money
from orders.duties.models import ListedGoods, RegimeLimit, TaxRate
from orders.duties.rulebook import Rule

TABLES = {model._meta.model_name: model._meta.verbose_name for model in (TaxRate, RegimeLimit, ListedGoods)}


@dataclass(frozen=True)
class Source:
    """The row that a line rests on, as anybody may look it up: which table and number, where it is written, and since when it counts."""

    table: str | Promise
    row: int | None
    source: str
    source_date: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    is_unverified: bool = False
    is_demonstration: bool = False


@dataclass(frozen=True)
class Step:
    """One line of the way. `money` is None where it is unknown, with `gap` saying what is missing; `is_part` lies inside a line above
    it and adds nothing; `is_total` sums what is above."""

    code: str
    name: str | Promise
    money: Money | None
    own: Money | None = None
    gap: str | Promise = ""
    how: str = ""
    lines: tuple[Any, ...] = ()  # the making of a freight price, as logistics tells it
    sources: tuple[Source, ...] = ()
    is_part: bool = False
    is_total: bool = False
    is_mine: bool = False  # what the seller gives or gets; the others are what the buyer pays
    bar: tuple[int, int] = field(default=(0, 0))  # where it begins and how wide it is, of a hundred


def source_of(rule: Rule) -> Source:
    return Source(
        table=TABLES.get(rule.table, rule.table),
        row=rule.row,
        source=rule.source,
        source_date=rule.source_date,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        note=rule.note,
        is_unverified=rule.confidence != Confidence.VERIFIED,
    )


def sources_of(rules: Iterable[Rule]) -> tuple[Source, ...]:
    return tuple(source_of(rule) for rule in dict.fromkeys(rules))
