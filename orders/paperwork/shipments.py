"""From a sale to a shipment: packages, weights and sums, normalised once. Pure; asks no database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .facts import Charges, Content, GoodsLine, Named, PackageRow, References, Shipment, Weights
from .sale import Sale, SoldLine
from .units import PACKAGES, unit
from .words import amount_in_chinese, amount_in_words

KILO = Decimal("0.001")
CENTIMETRE = Decimal("0.1")
CURRENCIES = {
    "RWF": Named("RWF", "Rwandan franc", "卢旺达法郎"),
    "CNY": Named("CNY", "Chinese yuan", "人民币"),
    "USD": Named("USD", "US dollar", "美元"),
    "EUR": Named("EUR", "Euro", "欧元"),
}


@dataclass(frozen=True)
class LineCorrection:
    """How one line is truly packed and classed, where the seller knows better than the listing. None leaves a box as it was."""

    number: int
    hs6: str | None = None
    national_code: str | None = None
    packages: int | None = None
    package_kind: str | None = None
    net_kg: Decimal | None = None
    gross_kg: Decimal | None = None
    length_cm: Decimal | None = None
    width_cm: Decimal | None = None
    height_cm: Decimal | None = None
    lot: str | None = None


@dataclass(frozen=True)
class Corrections:
    """What a seller may correct on a set of papers. Prices, quantities and parties were agreed and stay."""

    lines: tuple[LineCorrection, ...] = ()
    contract: str | None = None
    carrier: str | None = None
    reference: str | None = None
    loading: str | None = None
    discharge: str | None = None
    departure: date | None = None
    signatory_name: str | None = None
    signatory_role: str | None = None


def shipment_of(sale: Sale) -> Shipment:
    """The shipment that follows from the sale alone: every unit its own package, numbered through the order."""
    lines, rows, first = [], [], 1
    for number, sold in enumerate(sale.lines, start=1):
        row = _packed(sold, number=number, first=first, mark=sale.order_number)
        lines.append(_goods_line(sold, number=number, row=row))
        rows.append(row)
        first = row.last + 1
    return Shipment(
        exporter=sale.exporter,
        consignee=sale.consignee,
        buyer=None,
        notify=None,
        references=References(
            order=sale.order_number, ordered_on=sale.ordered_on, order_group=sale.group_number, contract=sale.contract, payment=sale.payment
        ),
        origin=sale.origin,
        destination=sale.destination,
        terms=sale.terms,
        transport=sale.transport,
        currency=CURRENCIES.get(sale.currency, Named(sale.currency, sale.currency)),
        lines=tuple(lines),
        packages=tuple(rows),
        weights=weigh(rows),
        charges=Charges(
            goods=sum((line.amount for line in lines), Decimal(0)),
            freight=sale.freight,
            insurance=sale.insurance,
            other=sale.other,
            total=sale.total,
            words=amount_in_words(sale.total, sale.currency),
            words_zh=amount_in_chinese(sale.total, sale.currency),
        ),
        signatory=sale.signatory,
        hub_name=sale.hub_name,
        is_demonstration=sale.is_demonstration,
    )


def correct(shipment: Shipment, corrections: Corrections) -> Shipment:
    """The shipment with the seller's corrections; package numbers, marks and totals follow from them."""
    by_line = {correction.number: correction for correction in corrections.lines}
    lines, rows, first = [], [], 1
    for line, row in zip(shipment.lines, shipment.packages, strict=True):
        line, row = _corrected(line, row, by_line.get(line.number), first=first, mark=shipment.references.order)
        lines.append(line)
        rows.append(row)
        first = row.last + 1
    return replace(
        shipment,
        lines=tuple(lines),
        packages=tuple(rows),
        weights=weigh(rows),
        references=_replaced(shipment.references, contract=corrections.contract),
        transport=_replaced(
            shipment.transport,
            carrier=corrections.carrier,
            reference=corrections.reference,
            loading=corrections.loading,
            discharge=corrections.discharge,
            departure=corrections.departure,
        ),
        signatory=_replaced(shipment.signatory, name=corrections.signatory_name, role=corrections.signatory_role),
    )


def weigh(rows: Sequence[PackageRow]) -> Weights:
    """The totals of the package rows: what is printed is what is added up."""
    return Weights(
        packages=sum(row.count for row in rows),
        net_kg=sum((row.net_kg for row in rows), Decimal("0.000")),
        gross_kg=sum((row.gross_kg for row in rows), Decimal("0.000")),
        volume_m3=sum((row.volume_m3 for row in rows), Decimal("0.000")),
    )


def volume_of(length_cm: Decimal, width_cm: Decimal, height_cm: Decimal, count: int) -> Decimal:
    """Cubic metres of `count` like packages to three places, half up; never 0.000 for a thing that has a size."""
    exact = length_cm * width_cm * height_cm * count / 1_000_000
    return max(exact.quantize(KILO, ROUND_HALF_UP), KILO) if exact else Decimal("0.000")


def marks_of(order: str, first: int, last: int) -> str:
    return f"{order} / {first}" if first == last else f"{order} / {first}–{last}"


def _packed(sold: SoldLine, *, number: int, first: int, mark: str) -> PackageRow:
    last = first + sold.quantity - 1
    length, width, height = ((Decimal(side) / 10).quantize(CENTIMETRE) for side in (sold.length_mm, sold.width_mm, sold.height_mm))
    return PackageRow(
        first=first,
        last=last,
        kind=PACKAGES["PK"],
        contents=(Content(number, Decimal(sold.quantity)),),
        marks=marks_of(mark, first, last),
        net_kg=(Decimal(sold.net_weight_g) * sold.quantity / 1000).quantize(KILO),
        gross_kg=(Decimal(sold.gross_weight_g) * sold.quantity / 1000).quantize(KILO),
        volume_m3=volume_of(length, width, height, sold.quantity),
        length_cm=length,
        width_cm=width,
        height_cm=height,
    )


def _goods_line(sold: SoldLine, *, number: int, row: PackageRow) -> GoodsLine:
    return GoodsLine(
        number=number,
        description=sold.description,
        description_zh=sold.description_zh,
        hs6=sold.hs6,
        national_code=sold.national_code,
        origin=sold.origin,
        quantity=Decimal(sold.quantity),
        unit=unit(sold.unit),
        packages=row.count,
        package_kind=row.kind,
        marks=row.marks,
        net_kg=row.net_kg,
        gross_kg=row.gross_kg,
        volume_m3=row.volume_m3,
        unit_price=sold.unit_price,
        amount=sold.amount,
        lot=sold.lot,
        is_recoded=sold.is_recoded,
    )


def _corrected(
    line: GoodsLine, row: PackageRow, correction: LineCorrection | None, *, first: int, mark: str
) -> tuple[GoodsLine, PackageRow]:
    given = correction or LineCorrection(number=line.number)
    last = first + (given.packages or row.count) - 1
    row = _replaced(
        replace(row, first=first, last=last, marks=marks_of(mark, first, last)),
        kind=PACKAGES[given.package_kind] if given.package_kind else None,
        net_kg=given.net_kg,
        gross_kg=given.gross_kg,
        length_cm=given.length_cm,
        width_cm=given.width_cm,
        height_cm=given.height_cm,
    )
    if row.length_cm is not None and row.width_cm is not None and row.height_cm is not None:
        row = replace(row, volume_m3=volume_of(row.length_cm, row.width_cm, row.height_cm, row.count))
    line = replace(
        _replaced(line, hs6=given.hs6, national_code=given.national_code, lot=given.lot),
        packages=row.count,
        package_kind=row.kind,
        marks=row.marks,
        net_kg=row.net_kg,
        gross_kg=row.gross_kg,
        volume_m3=row.volume_m3,
    )
    return line, row


def _replaced(record, **changes):
    given = {name: value for name, value in changes.items() if value is not None}
    return replace(record, **given) if given else record
