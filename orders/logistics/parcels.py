"""Parcels, and how loose goods become parcels (docs/logistics.md says the rule in words)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Parcel:
    """`quantity` equal pieces: outer sides in mm, gross weight of one in g."""

    length_mm: int
    width_mm: int
    height_mm: int
    gross_g: int
    quantity: int = 1

    def __post_init__(self) -> None:
        if min(self.length_mm, self.width_mm, self.height_mm, self.gross_g, self.quantity) <= 0:
            raise ValueError("A parcel has three sides, a weight and a quantity above zero.")

    @property
    def volume_mm3(self) -> int:
        """Of one piece."""
        return self.length_mm * self.width_mm * self.height_mm

    def as_json(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Parcel:
        return cls(**data)


@dataclass(frozen=True)
class Item:
    """`quantity` units of a good as it is shipped: sides in mm and gross weight in g of one."""

    quantity: int
    gross_g: int
    length_mm: int
    width_mm: int
    height_mm: int

    def __post_init__(self) -> None:
        if min(self.length_mm, self.width_mm, self.height_mm, self.gross_g, self.quantity) <= 0:
            raise ValueError("An item has three sides, a weight and a quantity above zero.")


def total_gross_kg(parcels: Iterable[Parcel]) -> Decimal:
    return sum((Decimal(parcel.gross_g * parcel.quantity) for parcel in parcels), Decimal(0)) / 1000
