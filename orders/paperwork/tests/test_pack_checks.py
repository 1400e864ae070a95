"""The cross-checks of a pack, rule by rule: what clashes, on which paper, blocking or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from orders.paperwork.enums import Kind
from orders.paperwork.export_facts import Container
from orders.paperwork.facts import Named
from orders.paperwork.pack.checks import Approved, check_pack, is_awb
from orders.paperwork.pack.health import in_chinese
from orders.paperwork.pack.papers import FORMS, sheet_of
from orders.paperwork.pack.words import SENTENCES
from orders.paperwork.refusals import spoken

from .factories import COFFEE, a_line, a_pair
from .pack_factories import PRODUCER_NO, SEA, a_shipment, pack_facts, said_of

TODAY = date(2026, 11, 22)
COVERS = {PRODUCER_NO: ("0901", "0902309000")}
OK = Approved({PRODUCER_NO: date(2028, 1, 1)}, frozenset({"090111", "090230", "090421"}), {"P-1": None}, {"W-1": None}, covers=COVERS)
CHILLI = a_line(COFFEE, hs6="090421", national_code="", description="Dried chilli")
OIL = a_line(COFFEE, hs6="330129", national_code="", description="Essential oil")


def found(shipment=None, export=None, *, kinds=(*FORMS,), approved=OK, lines=(), change=None, told=None, whole=None):
    """What the checks find in a pack that would be sound but for the change."""
    shipment = shipment or a_shipment(*lines)
    if change:
        shipment = replace(shipment, **{name: replace(getattr(shipment, name), **values) for name, values in change.items()})
    export = export or said_of(shipment, **(whole or {}))
    if told:
        export = replace(export, lines=tuple(replace(line, **told) for line in export.lines))
    findings = check_pack(a_pair(shipment), [sheet_of(pack_facts(kind, shipment, export)) for kind in kinds], approved, today=TODAY)
    return {(finding.rule, finding.problem, finding.severity) for finding in findings}


def test_sound_pack_has_no_finding():
    assert found() == set()


@pytest.mark.parametrize(
    ("rule", "problem", "severity", "how"),
    [
        (6, "after departure", "warn", {"change": {"transport": {"departure": date(2026, 11, 21)}}}),
        (7, "insurance missing", "block", {"change": {"terms": {"incoterm": "CIP"}}, "kinds": [Kind.CUSTOMS]}),
        (7, "sea term", "block", {"change": {"terms": {"incoterm": "FOB"}}}),
        (7, "ex works", "warn", {"change": {"terms": {"incoterm": "EXW"}}}),
        (7, "freight terms", "warn", {"change": {"terms": {"incoterm": "FCA"}}}),
        (7, "freight terms", "warn", {"whole": {"freight_terms": "collect"}}),
        (8, "lot too small", "block", {"told": {"naeb_kg": Decimal("5")}}),
        (8, "lot expired", "block", {"told": {"naeb_until": date(2026, 11, 30)}}),
        (8, "ico mark", "block", {"told": {"ico_mark": "028-ABC-1"}}),
        (8, "ico mark taken", "block", {"approved": replace(OK, marks_taken=frozenset({"028–1234–0001"}))}),
        (8, "ico mark taken", "block", {"approved": replace(OK, marks_taken=frozenset({"28–1234–1"}))}),
        (8, "ico country", "block", {"told": {"ico_mark": "002-1961-0978"}}),
        (8, "lot too small", "block", {"lines": (COFFEE, COFFEE), "told": {"naeb_kg": Decimal("239")}}),  # one certificate for both
        (8, "uneven bags", "block", {"lines": (a_line(COFFEE, quantity=3),), "change": None, "uneven": True}),
        (9, "gacc missing", "block", {"told": {"gacc": ""}}),
        (9, "gacc unknown", "block", {"told": {"gacc": "CRWA99999999999999"}}),
        (9, "gacc expired", "block", {"approved": replace(OK, gacc={PRODUCER_NO: date(2026, 11, 30)})}),
        (9, "gacc category", "block", {"approved": replace(OK, covers={PRODUCER_NO: ("0902",)})}),
        (9, "gacc category unknown", "warn", {"approved": replace(OK, covers={})}),
        (10, "plantation unknown", "block", {"lines": (CHILLI,), "told": {"plantation": "P-9", "plant": "W-1"}}),
        (10, "plant unknown", "block", {"lines": (CHILLI,), "told": {"plantation": "P-1", "plant": ""}}),
        (10, "nut plantation unknown", "block", {"lines": (replace(CHILLI, hs6="080262"),), "told": {"plant": "W-1"}}),
        (10, "botanical missing", "block", {"lines": (CHILLI,), "told": {"plantation": "P-1", "plant": "W-1", "botanical": ""}}),
        (11, "awb", "block", {"change": {"transport": {"reference": "071-12345670"}}}),
        (11, "chargeable", "block", {"whole": {"chargeable_kg": Decimal("100")}}),
        (11, "container", "block", {"whole": {"containers": (Container("MSKU1234566"),)}}),
        (11, "vgm", "block", {"whole": {"containers": (replace(SEA[0], vgm_kg=Decimal("140")),)}}),
        (12, "dangerous", "block", {"lines": (OIL,), "told": {"safety_sheet": "SDS 4"}}),
        (12, "dangerous", "block", {"lines": (OIL,), "change": {"transport": {"mode": Named("sea", "Sea freight")}}}),
        (12, "safety sheet", "block", {"lines": (OIL,), "told": {"un_number": "UN 1169"}}),
        (13, "many items", "warn", {"lines": (COFFEE,) * 21}),
        (13, "third country", "warn", {"whole": {"transhipment": "Ethiopia"}}),
        (13, "not in china", "warn", {"change": {"consignee": {"country": Named("DE", "Germany")}}}),
    ],
)
def test_rule_names_what_clashes(rule, problem, severity, how):
    if how.pop("uneven", False):
        shipment = a_shipment(*how.pop("lines"))
        row = replace(shipment.packages[0], net_kg=Decimal("100.000"))
        how = {"shipment": replace(shipment, packages=(row,))}

    assert (rule, problem, severity) in found(**how)


@pytest.mark.parametrize(
    "how",
    [
        {"change": {"terms": {"incoterm": "CIP"}}},
        {"change": {"transport": {"departure": TODAY}}},
        {"told": {"naeb_kg": Decimal("136.200")}},  # of all three lines together
        {"approved": replace(OK, marks_taken=frozenset({"028–1234–0009", "028–1235–0001"}))},
        {"approved": replace(OK, gacc={PRODUCER_NO: date(2026, 12, 1)}, covers={PRODUCER_NO: ("090111", "0902")})},
        {"lines": (CHILLI,), "told": {"plantation": "P-1", "plant": "W-1"}, "approved": replace(OK, gacc_codes=frozenset())},
        {"whole": {"containers": SEA, "chargeable_kg": Decimal("147.820")}},
        {"lines": (OIL,), "told": {"un_number": "UN 1169", "safety_sheet": "SDS 4"}},
        {"lines": (OIL,), "told": {"un_number": "not restricted", "safety_sheet": "SDS 4"}},
    ],
)
def test_rule_is_content_with_what_agrees(how):
    assert found(**how) == set()


def test_certificate_of_origin_is_not_asked_for_goods_of_another_country():
    shipment = a_shipment()
    foreign = replace(shipment.lines[1], origin=Named("UG", "Uganda", "乌干达"))
    shipment = replace(shipment, lines=(shipment.lines[0], foreign, shipment.lines[2]))

    assert found(shipment) == {(2, "differs", "block")}
    assert found(shipment, kinds=[Kind.CUSTOMS]) == set()
    assert sheet_of(pack_facts(Kind.PRO_FORMA, shipment)).box["origin"] == "As stated for each line"


def test_paper_of_some_goods_counts_the_packages_they_lie_in():
    """Tea fills a carton of its own and a part of one with baskets; the plant service is asked for the tea alone."""
    shipment = a_shipment()
    sheet = sheet_of(replace(pack_facts(Kind.PHYTO, shipment), covers=("090230",)))

    assert (sheet.box["packages"], sheet.box["net"]) == ("2", "6.000")
    assert sheet.rows[0][1][0] == "2 cartons (CT), shared with other goods"
    assert sheet_of(pack_facts(Kind.PHYTO, shipment)).rows[2][1][0] == "1 carton (CT), rest with item 2"


@pytest.mark.parametrize(("said", "answer"), [("UN 1169", "YES"), ("not restricted", "NO"), ("1169", "YES"), ("", "NO")])
def test_dangerous_is_what_has_a_number(said, answer):
    shipment = a_shipment(OIL)
    export = said_of(shipment)
    export = replace(export, lines=(replace(export.lines[0], un_number=said),))
    box = sheet_of(pack_facts(Kind.SEA_INSTRUCTION, shipment, export)).box["dangerous"]

    assert (box if isinstance(box, str) else box[0]) == answer


def test_pack_of_another_record_than_the_pair_is_named_box_by_box():
    """Rules 2, 3, 4 and 5: the pair says one thing, the pack another."""
    shipment = a_shipment(COFFEE)
    line = replace(shipment.lines[0], hs6="090112", description="Coffee", net_kg=Decimal("119.000"))
    other = replace(shipment, lines=(line,), charges=replace(shipment.charges, total=Decimal("1.00")))
    papers = [sheet_of(pack_facts(kind, other, said_of(other))) for kind in (Kind.CUSTOMS, Kind.INSURANCE)]

    findings = check_pack(a_pair(shipment), papers, OK, today=TODAY)

    named = {(finding.rule, finding.boxes[0].name, finding.severity) for finding in findings if finding.problem == "differs"}
    assert named == {(2, "net kg", "block"), (3, "total", "block"), (4, "HS", "block"), (5, "description", "warn")}
    weight = next(finding for finding in findings if finding.boxes[0].name == "net kg" and finding.problem == "differs")
    assert {(box.paper, box.value) for box in weight.boxes} == {("invoice", "120.000"), (Kind.CUSTOMS, "119.000")}


def test_every_finding_has_words_and_a_way_to_its_field():
    findings = check_pack(
        a_pair(a_shipment()),
        [sheet_of(pack_facts(kind, a_shipment(), said_of(a_shipment(), chargeable_kg=Decimal(1)))) for kind in FORMS],
        OK,
        today=TODAY,
    )

    (refusal,) = spoken(findings, order="IS-26-1")
    assert str(refusal.sentence) == SENTENCES["chargeable"]
    assert refusal.boxes[0].url == "/sell/documents/IS-26-1/pack/#id_pack-chargeable_kg"


@pytest.mark.parametrize(("serial", "is_right"), [("12345675", True), ("12345670", False), ("00000000", True)])
def test_waybill_number_by_seven(serial, is_right):
    assert is_awb(serial) == is_right


def test_nothing_is_invented_where_nothing_was_said():
    """Every paper can be drawn as a draft from the sale alone, with its gaps named."""
    from orders.paperwork.export_facts import ExportFacts

    gaps = {kind: {gap.name for gap in sheet_of(pack_facts(kind, export=ExportFacts(), is_draft=True)).gaps} for kind in FORMS}

    assert gaps[Kind.ORIGIN_CHINA] == {"producer", "criterion"}
    assert gaps[Kind.ICO] == {"ico_mark", "ico_form", "ico_processing"}
    assert gaps[Kind.PHYTO] == {"entry_point", "botanical"}
    assert {"exit_office"} <= gaps[Kind.CUSTOMS]


@pytest.mark.parametrize(
    ("said", "shown"), [("24 months", "24 个月"), ("1 year", "1 年"), ("12 months, cool", "12 months, cool"), ("", None)]
)
def test_shelf_life_is_said_in_chinese_where_it_is_a_number(said, shown):
    assert in_chinese(said) == shown
