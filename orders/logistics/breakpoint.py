"""The break-point rule: a shipment may be declared heavier where that is cheaper. Pure and exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Break:
    """From this quantity on, one unit costs `rate`."""

    from_quantity: Decimal
    rate: Decimal


@dataclass(frozen=True)
class Freight:
    """What is charged: `declared` units at `rate`, or the minimum. `own` is what the true quantity would have cost."""

    amount: Decimal
    declared: Decimal
    rate: Decimal
    own: Decimal | None
    is_minimum: bool

    @property
    def is_declared_up(self) -> bool:
        return self.own is None or (not self.is_minimum and self.amount < self.own)


def cheapest(quantity: Decimal, breaks: Sequence[Break], minimum: Decimal = Decimal(0)) -> Freight:
    """The own rate against every higher break; equal prices take the lower declared quantity; never less than the minimum.
    A quantity below the first break is declared up to it. Raises ValueError without breaks."""
    if not breaks:
        raise ValueError("A rate card without breaks has no price.")
    ladder = sorted(breaks, key=lambda step: step.from_quantity)
    reached = [step for step in ladder if step.from_quantity <= quantity]
    candidates = [(step.from_quantity * step.rate, step.from_quantity, step.rate) for step in ladder if step.from_quantity > quantity]
    own = quantity * reached[-1].rate if reached else None
    if own is not None:
        candidates.append((own, quantity, reached[-1].rate))
    amount, declared, rate = min(candidates)
    if amount < minimum:
        return Freight(minimum, quantity, rate, own, is_minimum=True)
    return Freight(amount, declared, rate, own, is_minimum=False)
