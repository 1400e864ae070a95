"""Shipments as chance has it: modes and terms, kinds of packages, parties, containers, goods that only some papers speak of. What is
generated is sound: the cross-checks have nothing against it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from stdnum import iso6346

from marketplace.documents.render import render
from orders.incoterms import Incoterm
from orders.paperwork.enums import Kind
from orders.paperwork.export_facts import Container, ExportFacts
from orders.paperwork.facts import Identifier, InvoiceFacts, Named, PackingListFacts, Party, Shipment, Terms
from orders.paperwork.pack.papers import FORMS, page_of
from orders.paperwork.printing import invoice_page, packing_list_page
from orders.paperwork.selectors.sales import MODES
from orders.paperwork.shipments import Corrections, PackageCorrection, correct, parties_of, with_parties
from orders.paperwork.units import PACKAGES

from .factories import BASKET, CHINA, COFFEE, RWANDA, TEA, a_line, a_pair
from .pack_factories import a_shipment, pack_facts, said_of

SEA_TERMS = ("FAS", "FOB", "CFR", "CIF")
TO_THE_BUYER = ("CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP")
PLACES = {"air": ("Kigali", "Guangzhou Baiyun"), "road": ("Kigali", "Nairobi"), "sea": ("Dar es Salaam, Tanzania", "Shanghai, China")}
CHILLI = a_line(
    COFFEE, hs6="090421", national_code="", description="Dried chilli, whole, bird’s eye", description_zh="干辣椒，整粒", unit="bag"
)
LONG = a_line(
    BASKET,
    description="Agaseke peace basket with lid, sisal and sweetgrass, natural dyes, woven over two weeks, 42 cm, set of three",
    description_zh="带盖阿加塞克和平篮，剑麻与甜草编织，天然染料，手工编织两周，直径 42 厘米，三件套，附证书",
    lot="A-2026-10/17-B (second weaving, cooperative of Gitarama)",
)  # fmt: skip
ELSEWHERE = Party(
    "Kaffeerösterei und Gewürzimport Elbe-Weser Handelsgesellschaft mbH & Co. Kommanditgesellschaft",
    ("Kehrwieder 8, Speicherblock D, 3. Obergeschoss", "20457 Hamburg"),
    Named("DE", "Germany", "德国"),
    identifiers=(Identifier("Tax no.", "DE811569869"),),
    contact="Friederike Müller-Lüdenscheidt",
    phone="+49 40 5555 0101",
    email="import@example.com",
)
AGENTS = (
    Party(
        "Shanghai Port Agents Co., Ltd",
        ("18 Yangshu Road", "Shanghai 200082"),
        CHINA,
        name_zh="上海港代理有限公司",
        phone="+86 21 5555 0101",
    ),
    Party("Clearing House", ("P.O. Box 7",), RWANDA),
    replace(ELSEWHERE, name=f"{ELSEWHERE.name}, Zweigniederlassung Shanghai", country=CHINA),
)
PARTLY = (Kind.PHYTO, Kind.NAEB_LOT, Kind.FUMIGATION, Kind.LABEL_CHINA, Kind.ORIGIN_GENERAL)


@dataclass(frozen=True)
class Generated:
    shipment: Shipment
    export: ExportFacts
    kinds: tuple[Kind, ...]  # of the pack, beside the pair
    covers: tuple[str, ...] = ()  # codes that the papers of PARTLY speak of; none: all
    version: int = 1

    def facts_of(self, kind: Kind):
        facts = pack_facts(kind, self.shipment, self.export)
        return replace(facts, covers=self.covers if kind in PARTLY else (), refers=replace(facts.refers, invoice_version=self.version))

    @property
    def pair(self) -> tuple[InvoiceFacts, PackingListFacts]:
        invoice, packing_list = a_pair(self.shipment)
        replaces = f"version {self.version - 1} of 21 November 2026" if self.version > 1 else ""
        first, second = (replace(facts.paper, version=self.version, replaces=replaces) for facts in (invoice, packing_list))
        return replace(invoice, paper=first), replace(packing_list, paper=second)

    def drawn(self, *kinds: Kind) -> dict[str, bytes]:
        """The papers as PDF: these alone, or all."""
        invoice, packing_list = self.pair
        pages = {Kind.INVOICE: lambda: invoice_page(invoice), Kind.PACKING_LIST: lambda: packing_list_page(packing_list)}
        pages |= {kind: lambda kind=kind: page_of(self.facts_of(kind)) for kind in self.kinds}
        return {kind: render(f"paperwork/{kind}-1", page()) for kind, page in pages.items() if kind in (kinds or pages)}


def a_generated_pack(chance: random.Random) -> Generated:
    currency, mode = chance.choice(["CNY", "USD", "EUR", "RWF"]), chance.choice(["air", "air", "road", "sea", "sea"])
    term = chance.choice([term for term in Incoterm.values if mode == "sea" or term not in SEA_TERMS])
    shipment = _moved(_sold(chance, currency, term), chance, mode, term)
    shipment = _repacked(_told(shipment, chance), chance)
    codes = sorted({line.hs6 for line in shipment.lines})
    covers = tuple(chance.sample(codes, chance.randrange(1, len(codes)))) if len(codes) > 1 and chance.random() < 0.5 else ()
    other = {Kind.AIR_INSTRUCTION} if mode == "sea" else {Kind.SEA_INSTRUCTION}
    return Generated(
        shipment,
        _said(shipment, chance, term),
        tuple(kind for kind in FORMS if kind not in other),
        covers,
        version=chance.choice([1, 1, 2, 11]),
    )


def _sold(chance: random.Random, currency: str, term: str) -> Shipment:
    """Goods of several kinds, loose or as sacks, up to some forty lines; a coffee among them, as the ICO paper asks for one."""
    lines = [
        a_line(
            chance.choice([COFFEE, BASKET, TEA, CHILLI, LONG]),
            currency=currency,
            quantity=chance.randrange(1, 400),
            unit_price=Decimal(chance.randrange(100, 900_000)) / (1 if currency == "RWF" else 100),
            net_weight_g=(net := chance.randrange(50, 60_000)),
            gross_weight_g=net + chance.randrange(0, 2_000),
            length_mm=chance.randrange(50, 700),
            width_mm=chance.randrange(50, 500),
            height_mm=chance.randrange(20, 400),
        )
        for _ in range(chance.choice([1, 2, 3, 4, 5] * 5 + [14, 14, 40]))
    ]
    lines.append(a_line(COFFEE, currency=currency, quantity=chance.randrange(1, 320)))
    paid = term in TO_THE_BUYER
    return a_shipment(
        *lines,
        currency=currency,
        freight=Decimal(chance.randrange(0, 90_000)) if paid else Decimal(0),
        insurance=Decimal(chance.randrange(1, 9_000)) if term in ("CIF", "CIP") or (paid and chance.random() < 0.3) else Decimal(0),
        order_number=f"IS-26-{chance.randrange(1, 1_000_000):06d}-{chance.choice([1, 2, 17])}",
        contract=chance.choice(["", "PO-7731", "SC-2026-0007/04"]),
        is_demonstration=chance.random() < 0.1,
    )


def _moved(shipment: Shipment, chance: random.Random, mode: str, term: str) -> Shipment:
    """By this mode, under this term with a place that suits it."""
    loading, discharge = PLACES[mode]
    place = discharge if term in TO_THE_BUYER else loading
    if term in ("DAP", "DPU", "DDP") and chance.random() < 0.5:
        place = "store 17 of 150, distribution centre Changsha, Hunan, China"  # a delivery point
    transport = replace(
        shipment.transport,
        mode=MODES[mode],
        service="",
        loading=loading,
        discharge=discharge,
        carrier=chance.choice(["Ethiopian Airlines", "CMA CGM", "Rwanda Overland Hauliers and Forwarders Company Limited"]),
        reference=chance.choice(["071-12345675", "CMDU KGL0012345", "RB 123 456 785 RW"]),
        departure=date(2026, 12, 1) + timedelta(days=chance.randrange(0, 60)),
    )
    return replace(shipment, transport=transport, terms=Terms(term, place, "Paid in full, 20 November 2026"))


def _told(shipment: Shipment, chance: random.Random) -> Shipment:
    """Perhaps to somebody else than the buyer, perhaps with a notify party."""
    before = parties_of(shipment)
    notify = chance.choice([None, *AGENTS])
    consignee = chance.choice([before.consignee, before.consignee, replace(ELSEWHERE, country=CHINA)])
    return with_parties(shipment, replace(before, notify=notify, consignee=consignee))


def _repacked(shipment: Shipment, chance: random.Random) -> Shipment:
    """Some ranges in packages of another kind and size, as the seller corrects them; bags of coffee stay what they are."""
    corrections = [
        PackageCorrection(
            place,
            packages=chance.choice([None, row.count, chance.randrange(1, 80)]),
            package_kind=chance.choice(list(PACKAGES)),
            gross_kg=row.gross_kg + Decimal(chance.randrange(0, 5_000)) / 1000,
            length_cm=Decimal(chance.randrange(1, 12_000)) / 10,
        )
        for place, row in enumerate(shipment.packages, start=1)
        if shipment.lines[row.contents[0].line - 1].hs6 != COFFEE.hs6 and chance.random() < 0.4
    ]
    return correct(shipment, Corrections(packages=tuple(corrections)))


def _said(shipment: Shipment, chance: random.Random, term: str) -> ExportFacts:
    by_sea = shipment.transport.mode.code == "sea"
    said = said_of(
        shipment,
        chosen=(Kind.INSURANCE,),
        vessel=chance.choice(["MSC AURORA II / FW447E", "ET 815 / ET 606", "RAD 123 B / T 456 C with trailer"]),
        transhipment=chance.choice(["Tanzania", "Tanzania, Singapore"]) if by_sea else "",
        freight_terms="prepaid" if term in TO_THE_BUYER else "collect",
        chargeable_kg=shipment.weights.gross_kg + chance.randrange(0, 100),
        containers=_containers(shipment, chance) if by_sea else (),
        producer=chance.choice(["SAME", "Dukunde Kawa Musasa Cooperative, Gakenke, Rwanda"]),
    )
    lots = (replace(told, naeb=f"NAEB-{told.number}", naeb_kg=line.net_kg) for told, line in zip(said.lines, shipment.lines, strict=True))
    return replace(said, lines=tuple(lots))


def _containers(shipment: Shipment, chance: random.Random) -> tuple[Container, ...]:
    """Dry and reefer, with sound numbers and room for the goods by weight."""
    count = max(chance.randrange(1, 5), int(shipment.weights.gross_kg // 26_000) + 1)
    each = (shipment.weights.gross_kg / count + 2_300 + chance.randrange(0, 900)).quantize(Decimal(1))
    numbers = [f"{chance.choice(['MSKU', 'CMAU', 'TCLU'])}{chance.randrange(0, 100_000) * 10 + place % 10:06d}" for place in range(count)]
    return tuple(
        Container(
            f"{number}{iso6346.calc_check_digit(number)}",
            chance.choice(["", f"RW{chance.randrange(0, 1_000_000):06d}"]),
            chance.choice(["22G1", "45G1", "22R1", "45R1"]),
            chance.choice([None, each]),
        )
        for number in numbers
    )
