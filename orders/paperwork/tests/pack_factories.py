"""Packs as plain values: Alice's coffee, baskets and tea on their way to Hangzhou with everything said that can be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from orders.paperwork.enums import Kind
from orders.paperwork.export_facts import Container, ExportFacts, LineExport, PackFacts, References
from orders.paperwork.facts import Shipment
from orders.paperwork.shipments import shipment_of

from .factories import BASKET, COFFEE, TEA, a_paper, a_sale

DEPARTS = date(2026, 12, 1)
PRODUCER_NO = "CRWA00012345678901"[:18]
SAID = ExportFacts(
    producer="SAME",
    vessel="ET 815 / ET 606",
    entry_point="Guangzhou Baiyun",
    exit_office="Kigali International Airport",
    declarant="Kigali Clearing Ltd",
    declarant_tin="100000001",
    freight_terms="prepaid",
    chargeable_kg=Decimal("300.0"),
    airline_agent="Kigali Cargo Agents, IATA 12-3 4567/0011",
    handling="Keep dry",
    clauses="A",
    treatment="HT (ISPM 15)",
    treated_on=date(2026, 11, 20),
    chemical="none",
    dose="–",
    exposure="30 min",
    temperature="56 °C",
    operator="Kigali Treatment Ltd, licence T-7",
    importer="杭州山野咖啡贸易有限公司，杭州市西湖区文三路 88 号，+86 138 0000 1234",
    valid_until=date(2026, 12, 31),
    lead_time="14 days after payment",
    bank="Bank of Kigali, SWIFT BKIGRWRW",
)
LINE = LineExport(
    number=0,
    botanical="Coffea arabica L.",
    criterion="WO",
    gacc=PRODUCER_NO,
    gacc_until=date(2028, 1, 1),
    ico_form="Green arabica",
    ico_processing="Wet",
    crop_year="2026",
    naeb="NAEB-26-0042",
    naeb_kg=Decimal("500.000"),
    naeb_until=date(2027, 6, 1),
    grade="A1",
    screen="15+",
    moisture=Decimal("11.2"),
    defects="4 / 300 g",
    cup_score=Decimal("86.5"),
    ingredients="100 % tea",
    ingredients_zh="茶叶",
    net_content="250 g",
    production_date=date(2026, 10, 1),
    shelf_life="24 months",
    storage="Cool and dry",
    storage_zh="阴凉干燥处",
    brand="Musasa",
    brand_type="4 (overseas brand)",
    preference="3 (not applicable)",
    method="unroasted, not decaffeinated",
    variety="Red Bourbon",
    area="Gakenke, Northern Province",
    use="food",
    inner_net="250 g",
)


def a_shipment(*lines, **changes) -> Shipment:
    shipment = shipment_of(a_sale(*(lines or (COFFEE, BASKET, TEA)), **changes))
    transport = replace(shipment.transport, carrier="Ethiopian Airlines", reference="071-12345675", departure=DEPARTS)
    return replace(shipment, transport=transport)


def said_of(shipment: Shipment, **changes) -> ExportFacts:
    """Everything a seller could say of the shipment."""
    lines = tuple(replace(LINE, number=line.number, ico_mark=f"028-1234-{line.number:04d}") for line in shipment.lines)
    return replace(SAID, lines=lines, **changes)


def pack_facts(kind: Kind, shipment: Shipment | None = None, export: ExportFacts | None = None, *, is_draft: bool = False) -> PackFacts:
    shipment = shipment or a_shipment()
    paper = a_paper(kind, number="" if is_draft else f"{kind[:2].upper()}-2026-00017")
    refers = References("CI-2026-00017", 1, date(2026, 11, 22), "PL-2026-00017")
    return PackFacts(paper, kind, shipment, said_of(shipment) if export is None else export, refers, origin_code="028")


SEA = (Container("MSKU1234565", "RW000123", "22G1", Decimal("20100")),)
