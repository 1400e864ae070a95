"""What the papers of an export pack say beyond the sale: the seller's own facts, asked for once and printed on every paper with a box for
them. A fact nobody has given is empty; the papers print it as to be completed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from .facts import Frozen, Paper, Party, Shipment
from .frozen import to_plain


@dataclass(frozen=True)
class Container(Frozen):
    number: str
    seal: str = ""
    size: str = ""  # ISO 6346 size and type, such as 22G1
    vgm_kg: Decimal | None = None  # verified gross mass (SOLAS)

    @property
    def written(self) -> str:
        """As the packing list names it: CSQU3054383 22G1, seal KE 4411."""
        return ", ".join(filter(None, (f"{self.number} {self.size}".strip(), self.seal and f"seal {self.seal}")))


@dataclass(frozen=True)
class LineExport(Frozen):
    """What is known of one line of goods; `number` is the line of the invoice."""

    number: int
    botanical: str = ""
    criterion: str = ""  # box 10 of the origin form: WO, WP, CTH, 40 %, PSR
    gacc: str = ""
    gacc_until: date | None = None
    plantation: str = ""
    plant: str = ""
    ico_mark: str = ""  # country–exporter–lot
    ico_form: str = ""
    ico_processing: str = ""
    crop_year: str = ""
    naeb: str = ""
    naeb_kg: Decimal | None = None
    naeb_until: date | None = None
    grade: str = ""
    screen: str = ""
    moisture: Decimal | None = None  # per cent
    defects: str = ""
    cup_score: Decimal | None = None
    ingredients: str = ""
    ingredients_zh: str = ""
    net_content: str = ""
    production_date: date | None = None
    shelf_life: str = ""
    storage: str = ""
    storage_zh: str = ""
    brand: str = ""
    brand_type: str = ""
    preference: str = ""
    method: str = ""
    variety: str = ""
    area: str = ""
    gtin: str = ""
    use: str = ""
    inner_net: str = ""
    un_number: str = ""
    safety_sheet: str = ""  # number or date of the safety data sheet


@dataclass(frozen=True)
class ExportFacts(Frozen):
    chosen: tuple[str, ...] = ()  # papers that are needed in some cases, and that the seller wants
    consignee_code: str = ""  # USCC of a firm in China
    producer: str = ""
    vessel: str = ""  # vessel, flight or vehicle, with voyage
    transhipment: str = ""
    entry_point: str = ""
    exit_office: str = ""
    declarant: str = ""
    declarant_tin: str = ""
    containers: tuple[Container, ...] = ()
    freight_terms: str = ""  # prepaid or collect
    originals: int = 3
    chargeable_kg: Decimal | None = None
    airline_agent: str = ""
    handling: str = ""
    carriage_value: str = ""
    clauses: str = ""  # Institute Cargo Clauses: A, B or C
    treatment: str = ""
    treated_on: date | None = None
    chemical: str = ""
    dose: str = ""
    exposure: str = ""
    temperature: str = ""
    operator: str = ""
    additional_declaration: str = ""
    importer: str = ""  # on the Chinese label: name, address and contact
    valid_until: date | None = None
    lead_time: str = ""
    bank: str = ""
    lines: tuple[LineExport, ...] = ()

    def line(self, number: int) -> LineExport:
        return next((line for line in self.lines if line.number == number), LineExport(number))


@dataclass(frozen=True)
class References(Frozen):
    """The pair that the papers of a pack refer to."""

    invoice: str
    invoice_version: int
    invoice_date: date
    packing_list: str


@dataclass(frozen=True)
class PackFacts(Frozen):
    """One paper of a pack: which one it is, and the one record that all of them are derived from."""

    paper: Paper
    kind: str
    shipment: Shipment
    export: ExportFacts
    refers: References
    covers: tuple[str, ...] = ()  # HS codes of the goods that it speaks of; none: all
    origin_code: str = ""  # how the certifier numbers the producing country, as its list stood that day

    def record_json(self) -> dict:
        """The record as JSON, for all papers of the pack at once."""
        return {name: to_plain(getattr(self, name)) for name in RECORD}

    def to_json(self, record: dict | None = None) -> dict:
        own = {"paper": to_plain(self.paper), "kind": str(self.kind), "covers": list(self.covers), "origin_code": self.origin_code}
        return own | (record or self.record_json())

    @classmethod
    def all_from_json(cls, rows: Sequence[dict]) -> list[PackFacts]:
        """Papers as they were frozen. What they have in common, mostly the whole record, is read once."""
        read: list[tuple[str, dict, object]] = []
        papers = []
        for data in rows:
            record = {name: _read_once(name, data[name], read) for name in RECORD}
            own = {"covers": tuple(data.get("covers", ())), "origin_code": data.get("origin_code", "")}
            papers.append(cls(Paper.from_json(data["paper"]), data["kind"], **own, **record))
        return papers

    @property
    def exporter(self) -> Party:
        return self.shipment.exporter

    @property
    def is_demonstration(self) -> bool:
        return self.shipment.is_demonstration


RECORD = {"shipment": Shipment, "export": ExportFacts, "refers": References}


def _read_once(name: str, data: dict, read: list[tuple[str, dict, Any]]) -> Any:
    for known, raw, value in read:
        if known == name and raw == data:
            return value
    read.append((name, data, value := RECORD[name].from_json(data)))
    return value
