"""The packing list of one delivery point: its share of a call-off packed by itself, under the numbers of the order's own papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from marketplace.documents.render import render
from orders.paperwork.enums import PAIR, DocumentState, Kind
from orders.paperwork.facts import PackingListFacts, Party
from orders.paperwork.models import Document
from orders.paperwork.papers import packing_list_of
from orders.paperwork.printing import packing_list_page
from orders.paperwork.selectors.sales import sale_of
from orders.paperwork.shipments import shipment_of
from orders.trade.models import CallOffShipment, DeliveryPoint
from orders.trade.selectors.contracts import is_whole


def papers_in_force(row: CallOffShipment) -> dict[str, Document]:
    """Invoice and packing list of the whole order, drawn. Empty until both are, and where pieces were given up since: whose share
    they were nobody has said."""
    if not is_whole(row.call_off):
        return {}
    order = row.call_off.group.orders.get()
    found = Document.objects.current().filter(order_number=order.number, kind__in=PAIR, state=DocumentState.DRAWN)
    papers = {document.kind: document for document in found}
    return papers if len(papers) == len(PAIR) else {}


def facts_for(row: CallOffShipment, papers: Mapping[str, Document]) -> PackingListFacts:
    """What the point's list says: goods, parties and marks of the order, the share of the point, the carrier that took it. Its number
    is the order's with the point's code, and its check code leads to the order's list, which the house vouches for."""
    order = row.call_off.group.orders.get()
    sale, _seller = sale_of(order_id=order.pk)
    line = sale.lines[0]
    share = replace(line, quantity=row.pieces, amount=(line.unit_price * row.pieces).quantize(Decimal("0.01")))
    transport = replace(sale.transport, carrier=row.carrier, reference=row.tracking_number, discharge=row.point.city)
    shipment = shipment_of(replace(sale, lines=(share,), consignee=_party(row.point, sale.consignee), transport=transport))
    whole, invoice = papers[Kind.PACKING_LIST].frozen.paper, papers[Kind.INVOICE].frozen.paper
    paper = replace(whole, number=f"{whole.number}/{row.point.code}")
    return packing_list_of(replace(shipment, buyer=sale.consignee), paper, invoice=invoice)


def draw_list(row: CallOffShipment, papers: Mapping[str, Document]) -> bytes:
    """Its PDF. Raises NoGlyph where the sheet of points has a letter that no type has."""
    facts = facts_for(row, papers)
    return render(f"paperwork/{facts.paper.layout}", packing_list_page(facts))


def _party(point: DeliveryPoint, buyer: Party) -> Party:
    address = tuple(filter(None, (point.line, point.city)))
    return Party(name=f"{buyer.name}, {point.code} {point.name}", address=address, country=buyer.country, phone=point.phone)
