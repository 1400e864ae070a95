"""Every way in which a set may contradict itself, one at a time: the boxes named are exactly those that clash."""

from dataclasses import replace
from decimal import Decimal

import pytest

from orders.paperwork.checks import WARN, Box, Finding, check_set
from orders.paperwork.facts import Content
from orders.paperwork.shipments import shipment_of

from .factories import BASKET, COFFEE, TEA, a_line, a_pair, a_sale


def with_line(paper, number, **changes):
    return replace(paper, lines=tuple(replace(line, **changes) if line.number == number else line for line in paper.lines))


def with_row(paper, index, **changes):
    rows = list(paper.packages)
    rows[index] = replace(rows[index], **changes)
    return replace(paper, packages=tuple(rows))


def test_a_set_from_one_shipment_has_no_findings():
    assert check_set(a_pair()) == []


def test_gross_below_net_is_found_on_both_papers_and_in_the_totals():
    findings = check_set(a_pair(a_sale(a_line(COFFEE, gross_weight_g=59_000))))

    assert findings == [
        Finding(1, "gross below net", (Box("invoice", "net kg", "120.000", 1), Box("invoice", "gross kg", "118.000", 1))),
        Finding(1, "gross below net", (Box("invoice", "total net kg", "120.000"), Box("invoice", "total gross kg", "118.000"))),
        Finding(
            1, "gross below net", (Box("packing_list", "net kg", "120.000", 0, "1–2"), Box("packing_list", "gross kg", "118.000", 0, "1–2"))
        ),
        Finding(1, "gross below net", (Box("packing_list", "total net kg", "120.000"), Box("packing_list", "total gross kg", "118.000"))),
    ]


def test_a_line_without_weight_is_found():
    findings = check_set(a_pair(a_sale(COFFEE, a_line(TEA, net_weight_g=0))))

    assert findings == [
        Finding(1, "net not above zero", (Box("invoice", "net kg", "0.000", 2),)),
        Finding(1, "net not above zero", (Box("packing_list", "net kg", "0.000", 0, "3"),)),
    ]


def test_a_sum_of_money_that_does_not_add_up_is_found():
    findings = check_set(a_pair(a_sale(COFFEE, freight=Decimal("386.00"), total=Decimal("10025.99"))))

    assert findings == [Finding(1, "sum differs", (Box("invoice", "sum of charges", "10026.00"), Box("invoice", "total", "10025.99")))]


def test_an_amount_that_is_not_quantity_times_price_is_found():
    findings = check_set(a_pair(a_sale(a_line(COFFEE, amount=Decimal("9639.99")))))

    assert findings == [
        Finding(
            1,
            "amount differs",
            (Box("invoice", "quantity × unit price", "2 × 4820.00 = 9640.00", 1), Box("invoice", "amount", "9639.99", 1)),
        )
    ]


def test_money_finer_than_the_currency_is_found():
    sale = a_sale(a_line(COFFEE, currency="RWF", unit_price=Decimal("900")), currency="RWF", freight=Decimal("10.5"))

    findings = check_set(a_pair(sale))

    assert [(finding.problem, finding.boxes) for finding in findings] == [
        ("finer than the currency", (Box("invoice", "freight", "10.5 RWF"),)),
        ("finer than the currency", (Box("invoice", "total", "1810.5 RWF"),)),
    ]


def test_a_weight_finer_than_a_gram_is_found():
    invoice, packing_list = a_pair(a_sale(COFFEE))
    invoice = with_line(invoice, 1, net_kg=Decimal("119.9995"))

    assert Finding(1, "finer than a gram", (Box("invoice", "net kg", "119.9995", 1),)) in check_set([invoice, packing_list])


@pytest.mark.parametrize(
    ("change", "box", "said"),
    [
        ({"net_kg": Decimal("119.000")}, "net kg", ("120.000", "119.000")),
        ({"gross_kg": Decimal("122.000")}, "gross kg", ("121.800", "122.000")),
        ({"marks": "HANGZHOU 1-2"}, "marks", ("IS-26-000123-1 / 1–2", "HANGZHOU 1-2")),
        ({"volume_m3": Decimal("0.200")}, "m³", ("0.158", "0.200")),
    ],
)
def test_rule_2_names_both_boxes_when_a_packing_row_differs(change, box, said):
    invoice, packing_list = a_pair(a_sale(COFFEE, BASKET))

    findings = check_set([invoice, with_row(packing_list, 0, **change)])

    expected = Finding(2, "differs", (Box("invoice", box, said[0], 1), Box("packing_list", box, said[1], 1)))
    assert [finding for finding in findings if finding.rule == 2] == [expected]


def test_rule_2_names_both_boxes_when_the_totals_differ():
    invoice, packing_list = a_pair(a_sale(COFFEE))
    packing_list = replace(packing_list, weights=replace(packing_list.weights, packages=3))

    findings = check_set([invoice, packing_list])

    assert findings == [
        Finding(1, "sum differs", (Box("packing_list", "sum of packages", "2"), Box("packing_list", "total packages", "3"))),
        Finding(2, "differs", (Box("invoice", "total packages", "2"), Box("packing_list", "total packages", "3"))),
    ]


def test_rule_2_finds_goods_that_were_not_packed():
    invoice, packing_list = a_pair(a_sale(COFFEE, BASKET))
    packing_list = with_row(packing_list, 1, contents=(Content(2, Decimal(11)),))

    assert check_set([invoice, packing_list]) == [
        Finding(2, "differs", (Box("invoice", "quantity", "12 H87", 2), Box("packing_list", "quantity", "11 H87", 2)))
    ]


def test_rule_2_compares_only_boxes_that_a_paper_has():
    """Two lines packed together: the packing list has no box for the weight of one of them."""
    invoice, packing_list = a_pair(a_sale(COFFEE, BASKET))
    first, second = packing_list.packages
    together = replace(
        first,
        last=8,
        contents=(*first.contents, *second.contents),
        net_kg=first.net_kg + second.net_kg,
        gross_kg=first.gross_kg + second.gross_kg,
        volume_m3=first.volume_m3 + second.volume_m3,
    )

    assert check_set([invoice, replace(packing_list, packages=(together,))]) == []


def test_rule_3_finds_a_packing_list_for_another_invoice():
    invoice, packing_list = a_pair(a_sale(COFFEE))

    findings = check_set([invoice, replace(packing_list, invoice_number="CI-2026-00016")])

    assert findings == [
        Finding(3, "differs", (Box("invoice", "invoice no.", "CI-2026-00017"), Box("packing_list", "invoice no.", "CI-2026-00016")))
    ]


def test_rule_4_names_both_boxes_when_the_hs_codes_differ():
    invoice, packing_list = a_pair(a_sale(COFFEE))

    findings = check_set([invoice, with_line(packing_list, 1, hs6="090121", national_code="")])

    assert findings == [
        Finding(4, "differs", (Box("invoice", "HS", "090111", 1), Box("packing_list", "HS", "090121", 1))),
        Finding(4, "differs", (Box("invoice", "national code", "0901110000", 1), Box("packing_list", "national code", "", 1))),
    ]


@pytest.mark.parametrize(("hs6", "problem"), [("", "hs missing"), ("0901", "hs malformed"), ("09011x", "hs malformed")])
def test_rule_4_finds_a_code_that_is_none(hs6, problem):
    findings = check_set(a_pair(a_sale(a_line(COFFEE, hs6=hs6, national_code=""))))

    assert findings == [Finding(4, problem, (Box(paper, "HS", hs6, 1),)) for paper in ("invoice", "packing_list")]


def test_rule_4_finds_a_national_code_of_another_heading():
    findings = check_set(a_pair(a_sale(a_line(COFFEE, national_code="0901210000"))))

    assert [(finding.problem, finding.is_blocking) for finding in findings] == [("hs prefix", True)] * 2


def test_rule_4_only_warns_when_the_code_is_marked_as_recoded():
    line = a_line(BASKET, hs6="442019", national_code="4420109090", is_recoded=True)

    findings = check_set(a_pair(a_sale(line)))

    assert findings == [
        Finding(4, "hs recoded", (Box(paper, "HS", "442019", 1), Box(paper, "national code", "4420109090", 1)), WARN)
        for paper in ("invoice", "packing_list")
    ]
    assert not any(finding.is_blocking for finding in findings)


def test_blocking_findings_come_before_warnings():
    recoded = a_line(BASKET, hs6="442019", national_code="4420109090", is_recoded=True)
    light = a_line(COFFEE, gross_weight_g=1)

    findings = check_set(a_pair(shipment_of(a_sale(recoded, light))))

    assert [finding.is_blocking for finding in findings] == sorted((finding.is_blocking for finding in findings), reverse=True)
    assert not findings[-1].is_blocking
