"""What the papers of one delivery point are drawn from: its share of a call-off, with what the order's own papers say of everything
that is common to all points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from orders.paperwork.export_facts import ExportFacts, LineExport
from orders.paperwork.facts import Party, Shipment
from orders.paperwork.sale import Sale
from orders.paperwork.shipments import Corrections, LineCorrection
from orders.trade.models import CallOffShipment, DeliveryPoint

# What is true of one consignment only: an ICO mark, what the carrier charges for. A container may carry several points.
OF_ONE_SHIPMENT = {"ico_mark", "chargeable_kg"}


def share_of(sale: Sale, whole: Shipment, row: CallOffShipment, *, number: str, invoice: str, sent_on: date | None) -> Sale:
    """The sale of the point's share, under a number of its own: goods as the order's papers class and describe them now, its own pieces
    and amount, consigned to the point, bought by the firm, with the carrier that took it."""
    goods, line = sale.lines[0], whole.lines[0]
    amount = (goods.unit_price * row.pieces).quantize(goods.unit_price)
    share = replace(
        goods,
        quantity=row.pieces,
        amount=amount,
        hs6=line.hs6,
        national_code=line.national_code,
        lot=line.lot,
        net_weight_g=int((line.net_kg * 1000 / line.quantity).to_integral_value()),
    )
    transport = replace(
        whole.transport,
        carrier=row.carrier or whole.transport.carrier,
        reference=row.tracking_number or whole.transport.reference,
        departure=sent_on or whole.transport.departure,
        discharge=", ".join(filter(None, (row.point.city, whole.destination.en))),
    )
    terms = replace(
        whole.terms,
        payment=f"Share of invoice {invoice}. {whole.terms.payment}",
        payment_zh=f"系发票 {invoice} 之一部分。{whole.terms.payment_zh}",
    )
    buyer = whole.buyer or whole.consignee
    return replace(
        sale,
        order_number=number,
        exporter=whole.exporter,
        consignee=_party(row.point, buyer),
        buyer=buyer,
        notify=whole.notify,
        destination=whole.destination,
        terms=terms,
        transport=transport,
        lines=(share,),
        freight=Decimal(0) * amount,
        insurance=Decimal(0) * amount,
        other=Decimal(0) * amount,
        total=amount,
        signatory=whole.signatory,
        contract=whole.references.contract,
    )


def follows(whole: Shipment, row: CallOffShipment, *, sent_on: date | None) -> Corrections:
    """What papers of a point that stand already take over: how the order's papers class the goods now, a lot, and the carrier."""
    line = whole.lines[0]
    corrections = Corrections(lines=(LineCorrection(1, hs6=line.hs6, national_code=line.national_code, lot=line.lot or None),))
    if sent_on is None:
        return corrections
    return replace(corrections, carrier=row.carrier, reference=row.tracking_number, departure=sent_on)


def _party(point: DeliveryPoint, buyer: Party) -> Party:
    address = tuple(filter(None, (point.line, point.city)))
    return Party(name=f"{buyer.name}, {point.code} {point.name}", address=address, country=buyer.country, phone=point.phone)


def completed(own: ExportFacts, common: ExportFacts) -> ExportFacts:
    """What the seller said for the point, and where nothing was said what was said for the order; never what is true of one consignment
    only."""
    lines = {line.number: line for line in own.lines}
    wanted = [_filled(lines.get(line.number, LineExport(line.number)), line) for line in common.lines]
    rest = [line for number, line in lines.items() if number not in {line.number for line in wanted}]
    return replace(_filled(own, common), lines=(*wanted, *rest))


def _filled(own: Any, common: Any) -> Any:
    empty = (None, "", ())
    changes = {
        field.name: getattr(common, field.name)
        for field in fields(own)
        if field.name not in OF_ONE_SHIPMENT and field.name != "lines" and getattr(own, field.name) in empty
    }
    return replace(own, **changes)


@dataclass(frozen=True)
class Disagreement:
    """A value of a point's papers that is not the order's; `number` is empty where it is about all points together."""

    number: str
    what: str  # a key of words.DISAGREEMENTS
    order: str
    point: str


def disagreements(whole: Shipment, points: dict[str, Shipment], *, is_complete: bool) -> Iterator[Disagreement]:
    """Where the papers of points contradict the order's own; with `is_complete`, that every point has papers, also whether they add up."""
    asked = _common(whole)
    for number, shipment in points.items():
        for what, value in _common(shipment).items():
            if value != asked[what]:
                yield Disagreement(number, what, asked[what], value)
    if is_complete:
        for what, read in (("pieces", lambda one: one.lines[0].quantity), ("amount", lambda one: one.charges.total)):
            added = sum((read(shipment) for shipment in points.values()), Decimal(0))
            if added != read(whole):
                yield Disagreement("", what, f"{read(whole):f}", f"{added:f}")


def _common(shipment: Shipment) -> dict[str, str]:
    line = shipment.lines[0]
    return {
        "exporter": shipment.exporter.name,
        "buyer": (shipment.buyer or shipment.consignee).name,
        "contract": shipment.references.contract,
        "term": f"{shipment.terms.incoterm} {shipment.terms.place}",
        "destination": shipment.destination.en,
        "goods": line.description,
        "hs": line.national_code or line.hs6,
        "origin": line.origin.en,
        "price": f"{line.unit_price:f} {shipment.currency.code}",
    }
