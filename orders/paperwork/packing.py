"""Which packages a shipment has and what each line has in them.

The packing is the one the delivery was quoted for (orders.logistics.packing), so that the waybill, the packing list and the
invoice count the same pieces. A package that holds several lines is listed once: its first line counts it, the others are
"packed with" that line (for the rest, where they fill packages of their own too), and its gross weight and volume are shared over
its lines by net weight, largest remainder."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from orders.logistics.packing import Packed, pack
from orders.logistics.parcels import Item

from .facts import Content, GoodsLine, Named, PackageRow, span
from .sale import SoldLine
from .units import PACKAGES, package_for

KILO = Decimal("0.001")
CENTIMETRE = Decimal("0.1")
NOTHING = Decimal("0.000")


def packed_rows(lines: Sequence[SoldLine]) -> tuple[PackageRow, ...]:
    """The packages of these lines, not yet numbered. Where a weight or a measure is missing every unit is its own package: the
    cross-checks then name the missing box."""
    if not all(min(_measures(line)) > 0 for line in lines):
        return tuple(_own_packages(number, line) for number, line in enumerate(lines, start=1))
    return tuple(_row(packed, lines) for packed in _alike_together(pack([Item(line.quantity, *_measures(line)) for line in lines])))


def settled(lines: Sequence[GoodsLine], rows: Sequence[PackageRow], *, mark: str) -> tuple[tuple[GoodsLine, ...], tuple[PackageRow, ...]]:
    """Lines and packages that agree: packages numbered through, net weights carried into the packages, gross weights and volumes
    into the lines. Each line's net weight and each package's gross weight are what they were."""
    nets = _net_shares(lines, rows)
    numbered, first = [], 1
    for index, row in enumerate(rows):
        last = first + row.count - 1
        net = sum((nets[index, content.line] for content in row.contents), NOTHING)
        numbered.append(replace(row, first=first, last=last, marks=f"{mark} / {span(first, last)}", net_kg=net))
        first = last + 1
    return tuple(_settled_line(line, numbered, nets) for line in lines), tuple(numbered)


def volume_of(length_cm: Decimal, width_cm: Decimal, height_cm: Decimal, count: int) -> Decimal:
    """Cubic metres of `count` like packages to three places, half up; never 0.000 for a thing that has a size."""
    exact = length_cm * width_cm * height_cm * count / 1_000_000
    return max(exact.quantize(KILO, ROUND_HALF_UP), KILO) if exact else NOTHING


def common_kind(rows: Sequence[PackageRow]) -> Named:
    """The kind of these packages; where they are of several kinds, packages."""
    kinds = {row.kind for row in rows}
    return kinds.pop() if len(kinds) == 1 else PACKAGES["PK"]


def _settled_line(line: GoodsLine, rows: Sequence[PackageRow], nets: dict[tuple[int, int], Decimal]) -> GoodsLine:
    mine = [(index, row) for index, row in enumerate(rows) if any(content.line == line.number for content in row.contents)]
    counted = [row for _index, row in mine if row.contents[0].line == line.number]
    others = [row.contents[0].line for _index, row in mine if row.contents[0].line != line.number]
    gross = volume = NOTHING
    for index, row in mine:
        weights = [nets[index, content.line] for content in row.contents]
        place = [content.line for content in row.contents].index(line.number)
        gross += _share(row.gross_kg, weights, place)
        volume += _share(row.volume_m3, weights, place)
    return replace(
        line,
        packages=sum(row.count for row in counted),
        package_kind=common_kind(counted or [row for _index, row in mine]),
        packed_with=others[0] if others else 0,
        marks="; ".join(row.marks for _index, row in mine),
        gross_kg=gross,
        volume_m3=volume,
    )


def _net_shares(lines: Sequence[GoodsLine], rows: Sequence[PackageRow]) -> dict[tuple[int, int], Decimal]:
    """(row, line) -> net kg: each line's net weight over the packages that hold it, by quantity."""
    shares = {}
    for line in lines:
        held = [(i, content.quantity) for i, row in enumerate(rows) for content in row.contents if content.line == line.number]
        for place, (index, _quantity) in enumerate(held):
            shares[index, line.number] = _share(line.net_kg, [quantity for _i, quantity in held], place)
    return shares


def _share(whole: Decimal, weights: Sequence[Decimal], place: int) -> Decimal:
    """One part of a weight or volume, in thousandths: largest remainder, ties to the earlier, parts sum to the whole."""
    everything, units = sum(weights), whole * 1000
    if len(weights) == 1 or not everything:
        return whole if place == 0 else NOTHING
    exact = [units * weight / everything for weight in weights]
    parts = [int(part) for part in exact]
    largest = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
    for i in largest[: int(units) - sum(parts)]:
        parts[i] += 1
    return (Decimal(parts[place]) / 1000).quantize(KILO)


def _alike_together(packed: Sequence[Packed]) -> list[Packed]:
    """Neighbours of the same size, weight and contents become one range."""
    together: list[Packed] = []
    for each in packed:
        last = together[-1] if together else None
        if last and last.contents == each.contents and replace(last.parcel, quantity=1) == replace(each.parcel, quantity=1):
            together[-1] = replace(last, parcel=replace(last.parcel, quantity=last.parcel.quantity + each.parcel.quantity))
        else:
            together.append(each)
    return together


def _row(packed: Packed, lines: Sequence[SoldLine]) -> PackageRow:
    parcel, count = packed.parcel, packed.parcel.quantity
    only = lines[packed.contents[0][0]]
    has_carton = sum(quantity for _position, quantity in packed.contents) > 1 or parcel.gross_g > only.gross_weight_g
    sides = [_centimetres(side) for side in (parcel.length_mm, parcel.width_mm, parcel.height_mm)]
    return PackageRow(
        first=1,
        last=count,
        kind=PACKAGES["CT"] if has_carton else package_for(only.unit),
        contents=tuple(Content(position + 1, Decimal(quantity * count)) for position, quantity in packed.contents),
        marks="",
        net_kg=NOTHING,
        gross_kg=_kilos(parcel.gross_g * count),
        volume_m3=volume_of(*sides, count),
        length_cm=sides[0],
        width_cm=sides[1],
        height_cm=sides[2],
    )


def _own_packages(number: int, line: SoldLine) -> PackageRow:
    sides = [_centimetres(side) for side in (line.length_mm, line.width_mm, line.height_mm)]
    return PackageRow(
        first=1,
        last=line.quantity,
        kind=package_for(line.unit),
        contents=(Content(number, Decimal(line.quantity)),),
        marks="",
        net_kg=NOTHING,
        gross_kg=_kilos(line.gross_weight_g * line.quantity),
        volume_m3=volume_of(*sides, line.quantity),
        length_cm=sides[0],
        width_cm=sides[1],
        height_cm=sides[2],
    )


def _measures(line: SoldLine) -> tuple[int, int, int, int]:
    return line.gross_weight_g, line.length_mm, line.width_mm, line.height_mm


def _kilos(grams: int) -> Decimal:
    return (Decimal(grams) / 1000).quantize(KILO)


def _centimetres(millimetres: int) -> Decimal:
    return (Decimal(millimetres) / 10).quantize(CENTIMETRE)
