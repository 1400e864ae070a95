"""Prices by quantity: which price one piece has when so many are bought together. Pure, for rows read anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from marketplace.money import Money

MOST_TIERS = 6  # of one price: a reading of ours, so that they fit beside it


@dataclass(frozen=True, slots=True)
class Tier:
    """From so many on, one costs this."""

    from_quantity: int
    price: Money

    def more(self, quantity: int) -> int:
        """How many more reach it."""
        return max(self.from_quantity - quantity, 0)


@dataclass(frozen=True, slots=True)
class Scale:
    """The price of one, and those that a larger quantity brings, the smallest quantity first."""

    base: Money
    tiers: tuple[Tier, ...] = ()

    def at(self, quantity: int) -> Money:
        """The price of one where so many are bought: the last tier reached, for all of them."""
        return next((tier.price for tier in reversed(self.tiers) if tier.from_quantity <= quantity), self.base)

    def after(self, quantity: int) -> Tier | None:
        """The next tier above this quantity."""
        return next((tier for tier in self.tiers if tier.from_quantity > quantity), None)


def scale(base: Money, rows: Iterable[tuple[int | Decimal, Decimal]]) -> Scale:
    """Of a price and its rows of (from so many, amount). More never costs more: a row that does not stand below all before it does
    not count, for instance where the price of one was lowered since."""
    tiers: list[Tier] = []
    lowest = base
    for quantity, amount in sorted(rows):
        price = Money(amount, base.currency).rounded()
        if price.amount < lowest.amount:
            tiers.append(Tier(int(quantity), price))
            lowest = price
    return Scale(base, tuple(tiers))
