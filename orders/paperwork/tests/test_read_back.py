"""Generated shipments give packs that agree with themselves, as the text of their PDFs is read again. PACKS=10000
for the long run, SEED=2 for other shipments."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from decimal import Decimal

from marketplace.documents.render import render
from orders.paperwork.enums import Kind
from orders.paperwork.facts import Shipment
from orders.paperwork.pack.papers import FORMS, page_of
from orders.paperwork.printing import invoice_page, packing_list_page

from .factories import BASKET, COFFEE, TEA, a_line, a_pair
from .pack_factories import SEA, a_shipment, pack_facts, said_of
from .reading import contradictions, read

PACKS, SEED = int(os.environ.get("PACKS", "1")), int(os.environ.get("SEED", "20261122"))
WHOLE = {"packages", "net", "gross"}  # every paper with totals of the shipment shows these
EXPECTED = {
    **dict.fromkeys(FORMS, WHOLE | {"invoice", "headings"}),
    Kind.INVOICE: WHOLE | {"volume", "value", "headings", "lines net and gross"},
    Kind.PACKING_LIST: WHOLE | {"volume", "invoice", "headings"},
    Kind.PRO_FORMA: WHOLE | {"headings"},
    Kind.ORIGIN_CHINA: {"packages", "net", "invoice", "value", "headings"},
    Kind.ICO: {"invoice", "value"},
    Kind.LABEL_CHINA: set(),
    Kind.ELEMENTS: {"invoice", "value", "headings"},
    Kind.CUSTOMS: WHOLE | {"invoice", "value", "headings", "lines net and gross"},
    Kind.INSURANCE: WHOLE | {"volume", "invoice", "value", "insured", "headings"},
}


def a_generated_shipment(chance: random.Random) -> Shipment:
    currency = chance.choice(["CNY", "USD", "EUR", "RWF"])
    lines = [
        a_line(
            chance.choice([COFFEE, BASKET, TEA]),
            currency=currency,
            quantity=chance.randrange(1, 400),
            unit_price=Decimal(chance.randrange(100, 900_000)) / (1 if currency == "RWF" else 100),
            net_weight_g=(net := chance.randrange(50, 60_000)),
            gross_weight_g=net + chance.randrange(0, 2_000),
            length_mm=chance.randrange(50, 700),
            width_mm=chance.randrange(50, 500),
            height_mm=chance.randrange(20, 400),
        )
        for _ in range(chance.randrange(1, 6))
    ]
    lines.append(a_line(COFFEE, currency=currency, quantity=chance.randrange(1, 320)))
    return a_shipment(*lines, currency=currency, freight=Decimal(chance.randrange(0, 90_000)))


def drawn(shipment: Shipment, kinds=Kind) -> dict[str, bytes]:
    """The invoice, the packing list and every other paper as PDF."""
    invoice, packing_list = a_pair(shipment)
    export = said_of(shipment, containers=SEA, chargeable_kg=shipment.weights.gross_kg + 1)
    pages = {Kind.INVOICE: invoice_page(invoice), Kind.PACKING_LIST: packing_list_page(packing_list)}
    pages |= {kind: page_of(pack_facts(kind, shipment, export)) for kind in FORMS}
    return {kind: render(f"paperwork/{kind}-1", page) for kind, page in pages.items() if kind in kinds}


def test_generated_packs_agree_as_they_are_read_again():
    chance = random.Random(SEED)
    for number in range(PACKS):
        papers = {kind: read(kind, pdf) for kind, pdf in drawn(a_generated_shipment(chance)).items()}

        assert not contradictions(papers), (number, contradictions(papers))
        unread = {kind: EXPECTED[kind] - set(values) for kind, values in papers.items() if EXPECTED[kind] - set(values)}
        assert not unread, (number, unread)


def test_reader_finds_a_paper_of_another_shipment():
    shipment = a_shipment(COFFEE)
    heavier = a_shipment(replace(COFFEE, net_weight_g=59_000, gross_weight_g=60_800))
    papers = {kind: read(kind, pdf) for kind, pdf in drawn(shipment, (Kind.INVOICE, Kind.CUSTOMS)).items()}
    papers[Kind.PHYTO] = read(Kind.PHYTO, drawn(heavier, (Kind.PHYTO,))[Kind.PHYTO])

    assert {found.split(":")[0] for found in contradictions(papers)} == {"net", "gross"}
