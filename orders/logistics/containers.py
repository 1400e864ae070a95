"""How many containers a shipment needs, by weight and by room. Pure: the measures of a container come from dated rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from orders.logistics.exceptions import PieceTooLarge
from orders.logistics.parcels import Parcel


@dataclass(frozen=True)
class Measures:
    """Of one container: inner sides in mm, the room that loose cargo really uses in m³, what it may carry in kg, and for coffee how
    many 60 kg bags are usual (None where nobody says)."""

    code: str
    inner_mm: tuple[int, int, int]
    load_m3: Decimal
    payload_kg: int
    coffee_bags: int | None = None


@dataclass(frozen=True)
class Load:
    """`times` equal containers, each with so many of each parcel (by its place in the list)."""

    counts: tuple[int, ...]
    gross_kg: Decimal
    volume_m3: Decimal
    times: int


@dataclass(frozen=True)
class Fill:
    """A shipment in containers of one kind. `bound_by` says what ran out first in a full one: weight, volume or bags."""

    code: str
    loads: tuple[Load, ...]
    bound_by: str
    payload_kg: int
    load_m3: Decimal

    @property
    def containers(self) -> int:
        return sum(load.times for load in self.loads)

    @property
    def weight_share(self) -> Decimal:
        """Of all that these containers may carry, in percent."""
        return self._share(sum(load.gross_kg * load.times for load in self.loads), Decimal(self.payload_kg))

    @property
    def volume_share(self) -> Decimal:
        return self._share(sum(load.volume_m3 * load.times for load in self.loads), self.load_m3)

    def _share(self, used: Decimal, each: Decimal) -> Decimal:
        return (100 * used / (each * self.containers)).quantize(Decimal("0.1"))


def fill(parcels: Sequence[Parcel], measures: Measures, *, limit_kg: int | None = None, most_pieces: int | None = None) -> Fill:
    """The containers of this kind that the parcels need: larger ones first, as many as weight, room and number allow. `limit_kg` is a
    road limit on the way, `most_pieces` a usual count (coffee bags). Raises ValueError without parcels, PieceTooLarge for one that
    none takes."""
    if not parcels:
        raise ValueError("Nothing to load.")
    most_g = min(measures.payload_kg, limit_kg or measures.payload_kg) * 1000
    most_mm3 = int(measures.load_m3 * 10**9)
    left = [parcel.quantity for parcel in parcels]
    order = sorted(range(len(parcels)), key=lambda n: (-parcels[n].volume_mm3, -parcels[n].gross_g, n))
    for parcel in parcels:
        if not _goes_in(parcel, measures.inner_mm) or parcel.gross_g > most_g or parcel.volume_mm3 > most_mm3:
            raise PieceTooLarge(parcel)
    loads: list[Load] = []
    bound_by = ""
    while any(left):
        counts = [0] * len(parcels)
        grams, room, pieces = most_g, most_mm3, most_pieces if most_pieces is not None else sum(left)
        for n in order:
            limits = {"weight": grams // parcels[n].gross_g, "volume": room // parcels[n].volume_mm3, "bags": pieces}
            counts[n] = min(left[n], *limits.values())
            if counts[n] < left[n] and not bound_by:
                bound_by = min(limits, key=lambda name: limits[name])
            grams -= counts[n] * parcels[n].gross_g
            room -= counts[n] * parcels[n].volume_mm3
            pieces -= counts[n]
        times = min(left[n] // count for n, count in enumerate(counts) if count)
        loads.append(Load(tuple(counts), Decimal(most_g - grams) / 1000, Decimal(most_mm3 - room) / 10**9, times))
        left = [rest - count * times for rest, count in zip(left, counts, strict=True)]
    if not bound_by:
        last = loads[-1]
        bound_by = "weight" if last.gross_kg * 1000 / most_g >= last.volume_m3 / measures.load_m3 else "volume"
    return Fill(measures.code, tuple(loads), bound_by, most_g // 1000, measures.load_m3)


@dataclass(frozen=True)
class BagFill:
    """Coffee in bags: how many bags, how many a full container takes and why no more, and how many containers."""

    bags: int
    per_container: int
    containers: int
    net_kg: Decimal
    gross_kg: Decimal
    bound_by: str


def fill_bags(
    net_kg: Decimal, measures: Measures, *, bag_kg: Decimal = Decimal(60), tare_kg: Decimal = Decimal(1), limit_kg: int | None = None
) -> BagFill:
    """Green coffee in jute bags: the usual number a container, unless what it or the road may carry binds earlier. An empty bag weighs
    0.7 to 1 kg (unverified: the heavier is taken). Raises ValueError where nobody says how many bags this container takes."""
    if measures.coffee_bags is None or net_kg <= 0:
        raise ValueError("No usual number of bags is on record for this container.")
    count = ceil(net_kg / bag_kg)
    by_weight = int(min(measures.payload_kg, limit_kg or measures.payload_kg) // (bag_kg + tare_kg))
    each = min(measures.coffee_bags, by_weight)
    if each < 1:
        raise PieceTooLarge(bag_kg)
    bound_by = "weight" if by_weight < measures.coffee_bags else "bags"
    return BagFill(count, each, -(-count // each), net_kg, net_kg + count * tare_kg, bound_by)


def _goes_in(parcel: Parcel, inner: tuple[int, int, int]) -> bool:
    sides = sorted((parcel.length_mm, parcel.width_mm, parcel.height_mm))
    return all(side <= room for side, room in zip(sides, sorted(inner), strict=True))
