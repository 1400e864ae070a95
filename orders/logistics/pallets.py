"""Boxes onto pallets: what a warehouse hands to the carrier instead of loose boxes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orders.logistics.boxes import Kind, stow
from orders.logistics.exceptions import PieceTooLarge
from orders.logistics.parcels import Parcel


@dataclass(frozen=True)
class Pallet:
    """Base and own height in mm, own weight and what it may carry in g, height with its load in mm."""

    length_mm: int
    width_mm: int
    own_mm: int
    own_g: int
    most_g: int
    most_mm: int


# ISO 6780 lists both bases; own weight, load and height are usual figures (unverified), the carrier's card decides what it takes.
STANDARD = Pallet(1200, 1000, 150, 25_000, 1_000_000, 1800)
EURO = Pallet(1200, 800, 144, 25_000, 1_000_000, 1800)


def palletise(parcels: Sequence[Parcel], pallet: Pallet = STANDARD, *, upright: bool = True) -> list[Parcel]:
    """The loaded pallets as parcels, the base always whole; equal ones counted together. Raises PieceTooLarge for a box that no pallet
    takes."""
    room = (pallet.length_mm, pallet.width_mm, pallet.most_mm - pallet.own_mm)
    left = [parcel.quantity for parcel in parcels]
    loaded: list[Parcel] = []
    while any(left):
        open_ = [number for number, count in enumerate(left) if count]
        kinds = [Kind(_sides(parcels[n]), parcels[n].gross_g, left[n], upright) for n in open_]
        stowed = stow(kinds, room, most_g=pallet.most_g, flat=True)
        if not stowed.blocks:
            raise PieceTooLarge(parcels[open_[0]])
        taken = [kind.quantity - rest for kind, rest in zip(kinds, stowed.left, strict=True)]
        # Alike pallets need no stowing one by one: as long as the same load fits again, it is the same pallet.
        times = min(left[n] // count for n, count in zip(open_, taken, strict=True) if count)
        loaded.append(
            Parcel(pallet.length_mm, pallet.width_mm, pallet.own_mm + stowed.height, pallet.own_g + stowed.gross_g, quantity=times)
        )
        for n, count in zip(open_, taken, strict=True):
            left[n] -= count * times
    return loaded


def _sides(parcel: Parcel) -> tuple[int, int, int]:
    return (parcel.length_mm, parcel.width_mm, parcel.height_mm)
