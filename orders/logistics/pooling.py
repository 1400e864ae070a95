"""Shipments that share one freight: who pays how much, and what each saves. Pure and exact to the cent.

The freight of the pool is split by chargeable weight, by largest remainder, ties to the earlier share; the parts sum to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from marketplace.money import Money, split_by_largest_remainder


@dataclass(frozen=True)
class Joining:
    """One who joins: the chargeable weight in kg, and what the way would cost alone."""

    key: str
    chargeable_kg: Decimal
    alone: Money

    def __post_init__(self) -> None:
        if self.chargeable_kg <= 0:
            raise ValueError("A share of a lot weighs something.")


@dataclass(frozen=True)
class Share:
    """What one pays in the pool, and the whole percent saved against going alone: below zero where alone is cheaper, never rounded up."""

    key: str
    amount: Money
    saves: Money
    percent: int

    @property
    def alone(self) -> Money:
        return self.amount + self.saves

    @property
    def is_worth_it(self) -> bool:
        return self.saves.amount > 0


def split_pool(freight: Money, joining: Sequence[Joining]) -> list[Share]:
    """The shares in the order of those who join. Raises ValueError for nobody, CurrencyMismatch for prices in another currency."""
    if not joining:
        raise ValueError("Nobody has joined.")
    parts = split_by_largest_remainder(freight, [one.chargeable_kg for one in joining])
    return [_share(one, part) for one, part in zip(joining, parts, strict=True)]


def _share(one: Joining, part: Money) -> Share:
    saves = one.alone - part
    percent = 100 * saves.amount / one.alone.amount if one.alone else Decimal(0)
    return Share(one.key, part, saves, int(percent.to_integral_value(ROUND_FLOOR)))
