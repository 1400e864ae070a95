"""Which facts a pack asks of the seller: the boxes that its papers would leave open, and those that may be filled as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..enums import Kind
from ..export_facts import ExportFacts, PackFacts
from ..facts import GoodsLine, Shipment
from .boxes import EXPORT, is_coffee
from .checks import DANGEROUS, REGISTERED_PLANTS
from .papers import sheet_of

TREATMENT = ("treatment", "chemical", "dose", "exposure", "temperature", "treated_on")
QUALITY = ("grade", "screen", "moisture", "defects", "cup_score", "crop_year", "naeb", "naeb_kg", "naeb_until")
MAY: dict[str, tuple[str, ...]] = {  # boxes of the shipment that may stay empty
    Kind.ORIGIN_CHINA: ("producer", "vessel", "transhipment"),
    Kind.ORIGIN_GENERAL: ("vessel", "transhipment"),
    Kind.ICO: ("transhipment",),
    Kind.PHYTO: ("vessel", "additional_declaration", *TREATMENT),
    Kind.FUMIGATION: TREATMENT,
    Kind.AIR_INSTRUCTION: ("vessel", "airline_agent", "chargeable_kg", "handling", "carriage_value"),
    Kind.SEA_INSTRUCTION: ("vessel", "originals"),
    Kind.CUSTOMS: ("consignee_code", "declarant", "declarant_tin", "vessel"),
    Kind.LABEL_CHINA: ("producer",),
}
LINE_MAY: dict[str, tuple[str, ...]] = {
    Kind.NAEB_LOT: QUALITY,
    Kind.ICO: ("crop_year",),
    Kind.PHYTO: ("area",),
    Kind.ELEMENTS: ("gtin",),
}


@dataclass(frozen=True)
class Asked:
    """Names of fields in the order in which they are asked: of the shipment, and of each line."""

    shipment: tuple[str, ...]
    lines: dict[int, tuple[str, ...]]


def asked_of(drafts: Sequence[PackFacts], gacc_codes: Iterable[str]) -> Asked:
    """What the seller is asked for these papers, whatever was said already."""
    shipment: dict[str, None] = {}
    lines: dict[int, dict[str, None]] = {}
    for draft in drafts:
        sheet = sheet_of(replace(draft, export=ExportFacts()))
        for gap in sheet.gaps:
            if gap.home == EXPORT:
                (lines.setdefault(gap.line, {}) if gap.line else shipment)[gap.name] = None
        shipment |= dict.fromkeys(MAY.get(draft.kind, ()))
        for line in sheet.lines:
            lines.setdefault(line.number, {}).update(dict.fromkeys(_may_of(draft, line)))
    if drafts:
        for line in drafts[0].shipment.lines:
            lines.setdefault(line.number, {}).update(dict.fromkeys(_ruled(drafts[0].shipment, line, set(gacc_codes))))
    return Asked(tuple(shipment), {number: tuple(lines[number]) for number in sorted(lines) if lines[number]})


def _may_of(draft: PackFacts, line: GoodsLine) -> tuple[str, ...]:
    if draft.kind == Kind.NAEB_LOT and not is_coffee(line):
        return ("grade", "moisture", "crop_year", "naeb", "naeb_kg", "naeb_until")
    return LINE_MAY.get(draft.kind, ())


def _ruled(shipment: Shipment, line: GoodsLine, gacc_codes: set[str]) -> list[str]:
    """What the cross-checks ask of the goods, whichever papers they travel with."""
    names = []
    if shipment.destination.code == "CN":
        names += ["gacc", "gacc_until"] if line.hs6 in gacc_codes else []
        names += ["plantation", "plant", "botanical"] if line.hs6.startswith(REGISTERED_PLANTS) else []
    if line.hs6.startswith(DANGEROUS):
        names += ["un_number", "safety_sheet"]
    return names
