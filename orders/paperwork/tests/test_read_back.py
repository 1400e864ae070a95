"""Generated shipments give packs that agree with themselves, as the text of their PDFs is read again. PACKS=10000
for the long run, SEED=2 for other shipments."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date

from orders.paperwork.enums import Kind
from orders.paperwork.pack.checks import Approved, check_pack
from orders.paperwork.pack.papers import FORMS, sheet_of

from .factories import COFFEE
from .generated import PARTLY, Generated, a_generated_pack
from .pack_factories import PRODUCER_NO, a_shipment, said_of
from .reading import contradictions, miscounted, read, strangers

PACKS, SEED = int(os.environ.get("PACKS", "1")), int(os.environ.get("SEED", "20261122"))
PARTIES = {"exporter", "consignee"}
WHOLE = {"packages", "net", "gross"}  # every paper with totals of the shipment shows these
LISTED = WHOLE | {"headings", "marks"}  # what differs where a paper speaks of some goods only
TERMS, ROUTE = {"term", "place", "destination"}, {"departure", "discharge"}
EXPECTED = {
    **dict.fromkeys(FORMS, PARTIES | WHOLE | {"invoice", "headings"}),
    Kind.INVOICE: PARTIES | LISTED | TERMS | {"volume", "value", "lines net and gross", "sums", "notify", "departure"},
    Kind.PACKING_LIST: PARTIES | LISTED | TERMS | {"volume", "invoice", "notify", "departure"},
    Kind.PRO_FORMA: PARTIES | WHOLE | TERMS | {"headings"},
    Kind.ORIGIN_CHINA: PARTIES | ROUTE | {"packages", "net", "invoice", "value", "headings", "marks"},
    Kind.ORIGIN_GENERAL: PARTIES | LISTED | ROUTE | {"invoice", "value", "lines net and gross", "destination"},
    Kind.ICO: PARTIES | {"invoice", "value", "notify", "departure", "destination"},
    Kind.PHYTO: PARTIES | LISTED | {"invoice", "value", "lines net and gross", "departure"},
    Kind.NAEB_LOT: PARTIES | WHOLE | {"invoice", "value", "headings", "destination"},
    Kind.FUMIGATION: PARTIES | LISTED | {"volume", "invoice", "value", "lines net and gross", "destination"},
    Kind.LABEL_CHINA: {"exporter"},
    Kind.ELEMENTS: PARTIES | {"invoice", "value", "headings"},
    Kind.CUSTOMS: PARTIES | LISTED | TERMS | {"invoice", "value", "lines net and gross"},
    Kind.INSURANCE: PARTIES | LISTED | {"volume", "invoice", "value", "insured", "term", "place", "departure"},
    Kind.AIR_INSTRUCTION: PARTIES | LISTED | {"volume", "invoice", "value", "notify", "discharge"},
    Kind.SEA_INSTRUCTION: PARTIES | LISTED | {"volume", "invoice", "value", "notify", "discharge", "containers"},
}
APPROVED = Approved(
    gacc={PRODUCER_NO: date(2028, 1, 1)}, gacc_codes=frozenset({"090111", "090230"}), plantations={"": None}, plants={"": None}
)


def contradictions_of(pack: Generated) -> list[str]:
    """Everything a broker would hold against the drawn papers of this pack."""
    papers = {kind: read(kind, pdf) for kind, pdf in pack.drawn().items()}
    missing = [f"{kind}: no {EXPECTED[kind] - set(values)}" for kind, values in papers.items() if EXPECTED[kind] - set(values)]
    found = missing + miscounted(papers)
    for kind in PARTLY if pack.covers else ():
        found += [f"{kind}: {line} is no line of the invoice" for line in strangers(papers[kind], papers[Kind.INVOICE])]
        papers[kind] = {name: value for name, value in papers[kind].items() if name not in LISTED | {"volume", "lines net and gross"}}
    return found + contradictions(papers)


def test_generated_packs_agree_as_they_are_read_again():
    chance = random.Random(SEED)
    for number in range(PACKS):
        pack = a_generated_pack(chance)
        sheets = [sheet_of(pack.facts_of(kind)) for kind in pack.kinds]
        refused = [finding for finding in check_pack(pack.pair, sheets, APPROVED, today=date(2026, 11, 22)) if finding.is_blocking]

        assert not refused, (number, refused)
        assert not (found := contradictions_of(pack)), (number, found)


def test_reader_finds_a_paper_of_another_shipment():
    def read_of(shipment, kind: Kind) -> dict[str, str]:
        return read(kind, Generated(shipment, said_of(shipment), (Kind.CUSTOMS, Kind.PHYTO)).drawn(kind)[kind])

    shipment = a_shipment(COFFEE)
    heavier = a_shipment(replace(COFFEE, net_weight_g=59_000, gross_weight_g=60_800))
    papers = {kind: read_of(shipment, kind) for kind in (Kind.INVOICE, Kind.CUSTOMS)} | {Kind.PHYTO: read_of(heavier, Kind.PHYTO)}

    assert {found.split(":")[0] for found in contradictions(papers)} == {"net", "gross", "lines net and gross"}
