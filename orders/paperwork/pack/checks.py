"""The cross-checks of a whole pack: the pair and every other paper against each other, and each against the rules of its trade. The rules'
numbers are those of docs/paperwork.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from stdnum import iso6346

from ..checks import BLOCK, WARN, Box, Boxes, Finding, between, boxes_of, check_set
from ..enums import Kind
from ..facts import GoodsLine, InvoiceFacts, PackingListFacts
from .boxes import Sheet, is_coffee
from .carriage import INSURED_TERMS, insured_value
from .origin import normal_mark

ICO_MARK = re.compile(r"\d{1,3}–\d{1,4}–\d{1,4}")
AWB = re.compile(r"(\d{3})[- ]?(\d{8})")
SEA_TERMS = ("FAS", "FOB", "CFR", "CIF")
# Spirits, essential oils, perfumes; lithium cells, and lamps that mostly hold them.
DANGEROUS = ("2207", "2208", "3301", "3302", "3303", "850650", "850760", "851310", "940541")
MOST_ITEMS = 20  # of comparable Chinese forms of origin; confirm with RRA
NUTS = "0802"
REGISTERED_PLANTS = ("090421", "090422", NUTS)


@dataclass(frozen=True)
class Approved:
    """What authorities have verified for the seller: numbers with the last day they count, and which goods need them."""

    gacc: Mapping[str, date | None] = field(default_factory=dict)
    gacc_codes: frozenset[str] = frozenset()
    plantations: Mapping[str, date | None] = field(default_factory=dict)
    plants: Mapping[str, date | None] = field(default_factory=dict)
    marks_taken: frozenset[str] = frozenset()  # ICO marks of this exporter's other shipments in the coffee year
    covers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # registration -> HS codes of its category, as it says them


def check_pack(pair: tuple[InvoiceFacts, PackingListFacts], sheets: Sequence[Sheet], approved: Approved, *, today: date) -> list[Finding]:
    """Every contradiction of the pair and the filled papers of the pack, blocking ones first."""
    findings = check_set(pair)
    pair_boxes = [boxes_of(paper) for paper in pair]
    said = [Boxes(sheet.facts.kind, sheet.says) for sheet in sheets]
    known = set(findings)
    findings += [finding for finding in between([*pair_boxes, *said]) if finding not in known]
    if sheets:
        by_kind = {sheet.facts.kind: sheet for sheet in sheets}
        for rule in (_insured, _dates, _terms, _coffee, _registered, _plants, _carriage, _dangerous, _china):
            findings += rule(by_kind, sheets[0], approved, today)
    return sorted(findings, key=lambda finding: (not finding.is_blocking, finding.rule))


Sheets = Mapping[str, Sheet]


def _insured(sheets: Sheets, any_sheet: Sheet, approved: Approved, today: date) -> Iterator[Finding]:
    """Rule 3: the insured sum is 110 % of the invoice."""
    if sheet := sheets.get(Kind.INSURANCE):
        shipment = sheet.shipment
        right = f"{shipment.currency.code} {insured_value(shipment.charges.total, shipment.currency.code):f}"
        if sheet.says[0, "insured value"] != right:
            yield _found(3, "insured value", sheet, "insured value", sheet.says[0, "insured value"], other=Box("invoice", "total", right))


def _dates(sheets: Sheets, any_sheet: Sheet, approved: Approved, today: date) -> Iterator[Finding]:
    """Rule 6: origin and plant papers are asked for before the goods leave, and not before the invoice."""
    for kind in (Kind.ORIGIN_CHINA, Kind.ORIGIN_GENERAL, Kind.PHYTO, Kind.ICO):
        if sheet := sheets.get(kind):
            issued, departs, refers = sheet.facts.paper.issued_on, sheet.shipment.transport.departure, sheet.facts.refers
            if departs and issued > departs:
                yield _found(
                    6,
                    "after departure",
                    sheet,
                    "date",
                    issued.isoformat(),
                    other=Box(kind, "departure", departs.isoformat()),
                    severity=WARN,
                )
            if refers.invoice_date > issued:
                other = Box("invoice", "invoice date", refers.invoice_date.isoformat())
                yield _found(6, "before invoice", sheet, "date", issued.isoformat(), other=other, severity=WARN)


def _terms(sheets: Sheets, any_sheet: Sheet, approved: Approved, today: date) -> Iterator[Finding]:
    """Rule 7: what the term of delivery asks for."""
    term, mode = any_sheet.shipment.terms.incoterm, any_sheet.shipment.transport.mode
    said = Box("invoice", "terms", term)
    if term in INSURED_TERMS and Kind.INSURANCE not in sheets:
        yield Finding(7, "insurance missing", (said, Box(Kind.INSURANCE, "paper", "–")))
    if term in SEA_TERMS and mode.code != "sea":
        yield Finding(7, "sea term", (said, Box("invoice", "transport", mode.en)))
    if term == "EXW":
        yield Finding(7, "ex works", (said,), WARN)
    paid, right = any_sheet.export.freight_terms, "prepaid" if term[:1] in "CD" else "collect"
    carriage = Kind.SEA_INSTRUCTION if mode.code == "sea" else Kind.AIR_INSTRUCTION
    if carriage in sheets and paid and paid != right:
        yield Finding(7, "freight terms", (said, Box(str(carriage), "freight_terms", paid)), WARN)


def _coffee(sheets: Sheets, any_sheet: Sheet, approved: Approved, today: date) -> Iterator[Finding]:
    """Rule 8: equal bags, a mark of its own for each lot, a NAEB certificate that covers the lot."""
    export, shipment = any_sheet.export, any_sheet.shipment
    seen: set[tuple[int, ...]] = set()
    taken = {mark_key(mark) for mark in approved.marks_taken}
    under: dict[str, Decimal] = {}  # kilograms so far under each NAEB certificate
    for line in shipment.lines:
        told = export.line(line.number)
        under[told.naeb] = under.get(told.naeb, Decimal(0)) + line.net_kg
        if told.naeb and told.naeb_kg is not None and told.naeb_kg < under[told.naeb]:
            yield _at(
                8,
                "lot too small",
                Kind.NAEB_LOT,
                "naeb_kg",
                f"{told.naeb_kg:f}",
                line.number,
                Box("invoice", "net kg", f"{under[told.naeb]:f}", line.number),
            )
        leaves = shipment.transport.departure or today
        if told.naeb and told.naeb_until and told.naeb_until < leaves:
            yield _at(8, "lot expired", Kind.NAEB_LOT, "naeb_until", told.naeb_until.isoformat(), line.number)
        if not is_coffee(line):
            continue
        mark = normal_mark(told.ico_mark) if Kind.ICO in sheets else ""
        if mark and not ICO_MARK.fullmatch(mark):
            yield _at(8, "ico mark", Kind.ICO, "ico_mark", mark, line.number)
        elif mark:
            yield from _mark(sheets[Kind.ICO], mark, line.number, taken | seen)
            seen.add(mark_key(mark))
        for row in shipment.packages:
            whole = row.net_kg / row.count
            if row.contents[0].line == line.number and len(row.contents) == 1 and whole != whole.quantize(Decimal("0.001")):
                yield _at(8, "uneven bags", Kind.PACKING_LIST, "net kg", f"{row.net_kg:f} / {row.count}", line.number)


def _mark(sheet: Sheet, mark: str, line: int, taken: set[tuple[int, ...]]) -> Iterator[Finding]:
    """A mark is of this lot alone, and names the producing country as box 5 does."""
    key = mark_key(mark)
    if key in taken:
        yield _at(8, "ico mark taken", Kind.ICO, "ico_mark", mark, line)
    code = sheet.facts.origin_code
    if code.isdigit() and int(code) != key[0]:
        yield _at(8, "ico country", Kind.ICO, "ico_mark", mark, line, Box(str(Kind.ICO), "origin_code", code))


def mark_key(mark: str) -> tuple[int, ...]:
    """028–1234–7 and 28–1234–0007 are one mark."""
    return tuple(int(part) for part in re.findall(r"\d+", mark))


def _registered(sheets: Sheets, any_sheet: Sheet, approved: Approved, today: date) -> Iterator[Finding]:
    """Rule 9: food for China comes from a registered producer, whose registration is for such goods and counts when they leave."""
    shipment = any_sheet.shipment
    if shipment.destination.code != "CN":
        return
    leaves = shipment.transport.departure or today
    for line in shipment.lines:
        if line.hs6 not in approved.gacc_codes:
            continue
        told = any_sheet.export.line(line.number)
        until = approved.gacc.get(told.gacc) or told.gacc_until
        if not told.gacc:
            yield _at(9, "gacc missing", Kind.CUSTOMS, "gacc", "–", line.number)
        elif told.gacc not in approved.gacc:
            yield _at(9, "gacc unknown", Kind.CUSTOMS, "gacc", told.gacc, line.number)
        elif until and until < leaves:
            yield _at(9, "gacc expired", Kind.CUSTOMS, "gacc_until", until.isoformat(), line.number)
        if told.gacc in approved.gacc:
            yield from _category(line, told.gacc, approved.covers.get(told.gacc, ()))


def _category(line: GoodsLine, number: str, codes: tuple[str, ...]) -> Iterator[Finding]:
    """The goods against the category of their registration. An older registration may not say it."""
    hs = Box("invoice", "HS", line.hs6, line.number)
    if not codes:
        yield _at(9, "gacc category unknown", Kind.ELEMENTS, "gacc", number, line.number, hs, severity=WARN)
    elif not any(line.hs6.startswith(code) or code.startswith(line.hs6) for code in codes):
        yield _at(9, "gacc category", Kind.ELEMENTS, "gacc", f"{number}: HS {', '.join(codes)}", line.number, hs)


def _plants(sheets: Sheets, any_sheet: Sheet, approved: Approved, today: date) -> Iterator[Finding]:
    """Rule 10: chilli and nuts for China name a registered plantation and plant, and their botanical name."""
    if any_sheet.shipment.destination.code != "CN":
        return
    for line in any_sheet.shipment.lines:
        if not line.hs6.startswith(REGISTERED_PLANTS):
            continue
        told = any_sheet.export.line(line.number)
        for name, value, known in (("plantation", told.plantation, approved.plantations), ("plant", told.plant, approved.plants)):
            if value not in known:
                problem = f"nut {name} unknown" if line.hs6.startswith(NUTS) else f"{name} unknown"  # shown under rules of their own
                yield _at(10, problem, Kind.PHYTO, name, value or "–", line.number)
        if not told.botanical:
            yield _at(10, "botanical missing", Kind.PHYTO, "botanical", "–", line.number)


def _carriage(sheets: Sheets, any_sheet: Sheet, approved: Approved, today: date) -> Iterator[Finding]:
    """Rule 11: waybill and containers have sound numbers; nobody charges, or verifies, less than the gross weight."""
    shipment, export = any_sheet.shipment, any_sheet.export
    number = AWB.fullmatch(shipment.transport.reference.strip())
    if shipment.transport.mode.code == "air" and number and not is_awb(number.group(2)):
        yield _at(11, "awb", Kind.AIR_INSTRUCTION, "reference", shipment.transport.reference)
    gross = Box("invoice", "total gross kg", f"{shipment.weights.gross_kg:f}")
    if export.chargeable_kg is not None and export.chargeable_kg < shipment.weights.gross_kg:
        yield _at(11, "chargeable", Kind.AIR_INSTRUCTION, "chargeable_kg", f"{export.chargeable_kg:f}", 0, gross)
    for container in export.containers:
        if not iso6346.is_valid(container.number):
            yield _at(11, "container", Kind.SEA_INSTRUCTION, "containers", container.number)
    masses = [container.vgm_kg for container in export.containers]
    if masses and None not in masses and sum(masses) < shipment.weights.gross_kg:
        yield _at(11, "vgm", Kind.SEA_INSTRUCTION, "containers", f"{sum(masses):f}", 0, gross)


def is_awb(serial: str) -> bool:
    """Whether the eighth digit is the first seven modulo 7 (IATA Resolution 600a)."""
    return int(serial[:7]) % 7 == int(serial[7])


def _dangerous(sheets: Sheets, any_sheet: Sheet, approved: Approved, today: date) -> Iterator[Finding]:
    """Rule 12: goods that may be dangerous on their way say what they are, with a safety data sheet."""
    for line in any_sheet.shipment.lines:
        told = any_sheet.export.line(line.number)
        if line.hs6.startswith(DANGEROUS) and not told.un_number:
            yield _at(12, "dangerous", Kind.AIR_INSTRUCTION, "un_number", "–", line.number)
        if (told.un_number or line.hs6.startswith(DANGEROUS)) and not told.safety_sheet:
            yield _at(12, "safety sheet", Kind.AIR_INSTRUCTION, "safety_sheet", "–", line.number)


def _china(sheets: Sheets, any_sheet: Sheet, approved: Approved, today: date) -> Iterator[Finding]:
    """Rule 13: the special preference is for goods that go to a consignee in China without lingering in a third country."""
    if sheet := sheets.get(Kind.ORIGIN_CHINA):
        if sheet.shipment.consignee.country.code != "CN":
            yield _found(13, "not in china", sheet, "consignee", sheet.shipment.consignee.country.en, severity=WARN)
        if len(sheet.lines) > MOST_ITEMS:
            yield _found(13, "many items", sheet, "items", str(len(sheet.lines)), severity=WARN)
        if sheet.export.transhipment:
            yield _found(13, "third country", sheet, "transhipment", sheet.export.transhipment, severity=WARN)


def _found(rule: int, problem: str, sheet: Sheet, name: str, value: str, *, other: Box | None = None, severity: str = BLOCK) -> Finding:
    boxes = (Box(sheet.facts.kind, name, value), *((other,) if other else ()))
    return Finding(rule, problem, boxes, severity)


def _at(rule: int, problem: str, kind: str, name: str, value: str, line: int = 0, *others: Box, severity: str = BLOCK) -> Finding:
    return Finding(rule, problem, (Box(str(kind), name, value, line), *others), severity)
