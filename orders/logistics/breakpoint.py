"""The break-point rule: a shipment may be declared heavier where that is cheaper. Pure and exact."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

NOTHING = Decimal(0)
BY_QUANTITY = attrgetter("from_quantity")


class Break(NamedTuple):
    """From this quantity on, one unit costs `rate`."""

    from_quantity: Decimal
    rate: Decimal


class Freight(NamedTuple):
    """What is charged: `declared` units at `rate`, or the minimum. `own` is what the true quantity would have cost."""

    amount: Decimal
    declared: Decimal
    rate: Decimal
    own: Decimal | None
    is_minimum: bool

    @property
    def is_declared_up(self) -> bool:
        return self.own is None or (not self.is_minimum and self.amount < self.own)


def cheapest(quantity: Decimal, breaks: Sequence[Break], minimum: Decimal = NOTHING) -> Freight:
    """The own rate against every higher break; equal prices take the lower declared quantity; never less than the minimum.
    A quantity below the first break is declared up to it. Raises ValueError without breaks."""
    if not breaks:
        raise ValueError("A rate card without breaks has no price.")
    own: Decimal | None = None
    best: tuple[Decimal, Decimal, Decimal] | None = None
    for start, rate in sorted(breaks, key=BY_QUANTITY):
        if start <= quantity:  # the last of these is the quantity's own
            own = quantity * rate
            best = own, quantity, rate
        elif best is None or start * rate < best[0]:
            best = start * rate, start, rate
    amount, declared, rate = best
    if amount < minimum:
        return Freight(minimum, quantity, rate, own, True)
    return Freight(amount, declared, rate, own, False)
