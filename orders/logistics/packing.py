"""How loose goods become parcels: a plain, predictable packing, not the tightest one (docs/logistics.md).

1. A unit that fills half of the largest carton, or does not fit into it, travels as its own parcel.
2. So does the only unit of a shipment.
3. The others, larger first, go into cartons one after the other until 85 % of the largest carton's room or 20 kg is reached.
4. Each carton is then the smallest of the list that holds its content, and adds its own weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from orders.logistics.parcels import Item, Parcel

FILL = (85, 100)
HEAVIEST_G = 20_000


@dataclass(frozen=True)
class Carton:
    length_mm: int
    width_mm: int
    height_mm: int
    own_g: int

    @property
    def room_mm3(self) -> int:
        return self.length_mm * self.width_mm * self.height_mm * FILL[0] // FILL[1]

    def takes(self, sides: tuple[int, int, int]) -> bool:
        """Do these sides, turned as is best, go in?"""
        return all(side <= own for side, own in zip(sorted(sides), sorted((self.length_mm, self.width_mm, self.height_mm)), strict=True))


CARTONS = [Carton(250, 180, 120, 120), Carton(350, 250, 200, 280), Carton(450, 350, 300, 520), Carton(600, 400, 400, 850)]
LARGEST = CARTONS[-1]


@dataclass(frozen=True)
class Packed:
    """Like parcels with what lies in each of them: (position of the item in the list, how many)."""

    parcel: Parcel
    contents: tuple[tuple[int, int], ...]


@dataclass
class _Load:
    volume: int = 0
    weight: int = 0
    sides: tuple[int, int, int] = (0, 0, 0)
    contents: Counter[int] = field(default_factory=Counter)

    def room_for(self, item: Item) -> int:
        """How many more of these go in."""
        by_volume = (LARGEST.room_mm3 - self.volume) // _volume(item)
        return max(0, min(by_volume, (HEAVIEST_G - LARGEST.own_g - self.weight) // item.gross_g))

    def add(self, position: int, item: Item, count: int) -> None:
        self.contents[position] += count
        self.volume += _volume(item) * count
        self.weight += item.gross_g * count
        self.sides = tuple(max(pair) for pair in zip(self.sides, _sides(item), strict=True))


def parcels_for(items: Sequence[Item]) -> list[Parcel]:
    """The parcels of a shipment, equal ones counted together; every unit is in exactly one. Empty for no items."""
    return _counted([packed.parcel for packed in pack(items)])


def pack(items: Sequence[Item]) -> list[Packed]:
    """The parcels of a shipment with their contents, in the order in which they are filled."""
    if sum(item.quantity for item in items) == 1:
        return [_alone(0, items[0])]
    parcels: list[Packed] = []
    load = _Load()
    for position, item in sorted(enumerate(items), key=lambda pair: (-_volume(pair[1]), -pair[1].gross_g)):
        if _travels_alone(item):
            parcels.append(_alone(position, item))
            continue
        left = item.quantity
        while left:
            fits = load.room_for(item)
            if not fits:
                parcels.append(_closed(load))
                load = _Load()
                full = load.room_for(item)
                if left > full:  # whole cartons of one good need no counting one by one
                    whole = _Load()
                    whole.add(position, item, full)
                    count = (left - 1) // full
                    parcels.append(_closed(whole, count))
                    left -= full * count
                continue
            count = min(fits, left)
            load.add(position, item, count)
            left -= count
    if load.weight:
        parcels.append(_closed(load))
    return parcels


def _volume(item: Item) -> int:
    return item.length_mm * item.width_mm * item.height_mm


def _sides(item: Item) -> tuple[int, int, int]:
    return tuple(sorted((item.length_mm, item.width_mm, item.height_mm), reverse=True))


def _travels_alone(item: Item) -> bool:
    is_large = 2 * _volume(item) >= LARGEST.length_mm * LARGEST.width_mm * LARGEST.height_mm
    return is_large or not LARGEST.takes(_sides(item)) or item.gross_g > HEAVIEST_G - LARGEST.own_g


def _alone(position: int, item: Item) -> Packed:
    return Packed(Parcel(*_sides(item), gross_g=item.gross_g, quantity=item.quantity), ((position, 1),))


def _closed(load: _Load, count: int = 1) -> Packed:
    carton = next(carton for carton in CARTONS if carton.room_mm3 >= load.volume and carton.takes(load.sides))
    parcel = Parcel(carton.length_mm, carton.width_mm, carton.height_mm, load.weight + carton.own_g, count)
    return Packed(parcel, tuple(sorted(load.contents.items())))


def _counted(parcels: list[Parcel]) -> list[Parcel]:
    counts: Counter[tuple[int, int, int, int]] = Counter()
    for parcel in parcels:
        counts[(parcel.length_mm, parcel.width_mm, parcel.height_mm, parcel.gross_g)] += parcel.quantity
    return [Parcel(*key, quantity=count) for key, count in counts.items()]
