"""The refusals of this trade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Shortage:
    """What was wanted of a variant and what there was. `variant_id` names a variant that may have gone."""

    variant_id: int
    wanted: int
    available: int


class OutOfStock(Exception):
    """Less is free than was wanted; nothing was held. `shortages` says where."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        self.shortages = list(shortages)
        super().__init__("; ".join(f"variant {s.variant_id}: {s.wanted} wanted, {s.available} there" for s in shortages))


class NothingHeld(Exception):
    """More was to be given back or handed over than is held: a caller counted twice. Nothing was changed."""


class Divisible(Exception):
    """What is sold by this unit can be sold in parts, so it is no indivisible piece."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"sold by the {unit}")


class HeldStock(Exception):
    """The count on hand would fall below what buyers hold."""

    def __init__(self, held: int) -> None:
        self.held = held
        super().__init__(f"{held} are held for buyers")


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a listing from being published: a stable code, the words for the seller, the editor's section."""

    code: str
    text: str | Promise
    section: str = ""


class PublishRefused(Exception):
    """The listing cannot be published yet. `missing` names everything at once."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = list(missing)
        super().__init__("; ".join(item.code for item in self.missing))


class NotTheSeller(Exception):
    """The person is no member of the shop that owns the listing."""
