"""From a sale to a shipment: packages, weights and sums, normalised once. Pure; asks no database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from .facts import Charges, GoodsLine, Named, PackageRow, Party, References, Shipment, Weights
from .packing import CENTIMETRE, KILO, NOTHING, packed_rows, settled, volume_of
from .sale import Sale, SoldLine
from .units import PACKAGES, unit
from .words import amount_in_chinese, amount_in_words

CURRENCIES = {
    "RWF": Named("RWF", "Rwandan franc", "卢旺达法郎"),
    "CNY": Named("CNY", "Chinese yuan", "人民币"),
    "USD": Named("USD", "US dollar", "美元"),
    "EUR": Named("EUR", "Euro", "欧元"),
}


@dataclass(frozen=True)
class LineCorrection:
    """How one line is truly classed and weighed, where the seller knows better than the listing. None leaves a box as it was."""

    number: int
    hs6: str | None = None
    national_code: str | None = None
    net_kg: Decimal | None = None
    lot: str | None = None


@dataclass(frozen=True)
class PackageCorrection:
    """How a row of like packages truly is; the gross weight is of the whole row, the sides of one package."""

    row: int
    packages: int | None = None
    package_kind: str | None = None
    gross_kg: Decimal | None = None
    length_cm: Decimal | None = None
    width_cm: Decimal | None = None
    height_cm: Decimal | None = None


@dataclass(frozen=True)
class Corrections:
    """What a seller may correct on a set of papers. Prices, quantities and parties were agreed and stay."""

    lines: tuple[LineCorrection, ...] = ()
    packages: tuple[PackageCorrection, ...] = ()
    contract: str | None = None
    carrier: str | None = None
    reference: str | None = None
    loading: str | None = None
    discharge: str | None = None
    departure: date | None = None
    signatory_name: str | None = None
    signatory_role: str | None = None


@dataclass(frozen=True)
class Parties:
    """Who receives the goods, who is told of their arrival (None: the consignee), and where they go."""

    consignee: Party
    notify: Party | None
    destination: Named
    place: str  # of the term of delivery
    discharge: str


def parties_of(shipment: Shipment) -> Parties:
    return Parties(shipment.consignee, shipment.notify, shipment.destination, shipment.terms.place, shipment.transport.discharge)


def is_same(one: Party, other: Party) -> bool:
    """Whether two descriptions are of one firm: by its name, or by a number that an authority gave it."""
    return one.name.casefold() == other.name.casefold() or not set(one.identifiers).isdisjoint(other.identifiers)


def with_parties(shipment: Shipment, parties: Parties) -> Shipment:
    """The shipment to these parties. Who bought stays the buyer, and is named as such where somebody else receives the goods. Chinese
    words for another place are nobody's to guess."""
    terms, bought = shipment.terms, shipment.buyer or shipment.consignee
    if parties.place != terms.place:
        terms = replace(terms, place=parties.place, place_zh="")
    return replace(
        shipment,
        consignee=parties.consignee,
        buyer=None if is_same(bought, parties.consignee) else bought,
        notify=parties.notify,
        destination=parties.destination,
        terms=terms,
        transport=replace(shipment.transport, discharge=parties.discharge),
    )


def shipment_of(sale: Sale) -> Shipment:
    """The shipment that follows from the sale alone, packed as its delivery was quoted."""
    unpacked = [_goods_line(sold, number) for number, sold in enumerate(sale.lines, start=1)]
    lines, rows = settled(unpacked, packed_rows(sale.lines), mark=sale.order_number)
    return Shipment(
        exporter=sale.exporter,
        consignee=sale.consignee,
        buyer=sale.buyer,
        notify=sale.notify,
        references=References(
            order=sale.order_number,
            ordered_on=sale.ordered_on,
            order_group=sale.group_number,
            contract=sale.contract,
            payment=sale.payment,
        ),
        origin=sale.origin,
        destination=sale.destination,
        terms=sale.terms,
        transport=sale.transport,
        currency=CURRENCIES.get(sale.currency, Named(sale.currency, sale.currency)),
        lines=lines,
        packages=rows,
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
    """The shipment with the seller's corrections; package numbers, marks, shares and totals follow from them."""
    by_line = {given.number: given for given in corrections.lines}
    by_row = {given.row: given for given in corrections.packages}
    lines, rows = settled(
        [_corrected_line(line, by_line.get(line.number)) for line in shipment.lines],
        [_corrected_row(row, by_row.get(index)) for index, row in enumerate(shipment.packages, start=1)],
        mark=shipment.references.order,
    )
    return replace(
        shipment,
        lines=lines,
        packages=rows,
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
        net_kg=sum((row.net_kg for row in rows), NOTHING),
        gross_kg=sum((row.gross_kg for row in rows), NOTHING),
        volume_m3=sum((row.volume_m3 for row in rows), NOTHING),
    )


def _goods_line(sold: SoldLine, number: int) -> GoodsLine:
    return GoodsLine(
        number=number,
        description=sold.description,
        description_zh=sold.description_zh,
        hs6=sold.hs6,
        national_code=sold.national_code,
        origin=sold.origin,
        quantity=Decimal(sold.quantity),
        unit=unit(sold.unit),
        packages=0,
        package_kind=PACKAGES["PK"],
        marks="",
        net_kg=(Decimal(sold.net_weight_g) * sold.quantity / 1000).quantize(KILO),
        gross_kg=NOTHING,
        volume_m3=NOTHING,
        unit_price=sold.unit_price,
        amount=sold.amount,
        discount=sold.discount,
        lot=sold.lot,
        is_recoded=sold.is_recoded,
    )


def _corrected_line(line: GoodsLine, given: LineCorrection | None) -> GoodsLine:
    if given is None:
        return line
    return _replaced(line, hs6=given.hs6, national_code=given.national_code, net_kg=_to(KILO, given.net_kg), lot=given.lot)


def _corrected_row(row: PackageRow, given: PackageCorrection | None) -> PackageRow:
    if given is None:
        return row
    row = _replaced(
        row,
        last=row.first + given.packages - 1 if given.packages else None,
        kind=PACKAGES[given.package_kind] if given.package_kind else None,
        gross_kg=_to(KILO, given.gross_kg),
        length_cm=_to(CENTIMETRE, given.length_cm),
        width_cm=_to(CENTIMETRE, given.width_cm),
        height_cm=_to(CENTIMETRE, given.height_cm),
    )
    if row.length_cm is None or row.width_cm is None or row.height_cm is None:
        return row
    return replace(row, volume_m3=volume_of(row.length_cm, row.width_cm, row.height_cm, row.count))


def _to(step: Decimal, value: Decimal | None) -> Decimal | None:
    """As the papers write it: 121.8 typed is 121.800 printed."""
    return None if value is None else value.quantize(step)


def _replaced(record, **changes):
    given = {name: value for name, value in changes.items() if value is not None}
    return replace(record, **given) if given else record
