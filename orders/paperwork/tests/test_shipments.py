from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from marketplace.money.amounts import round_money
from orders.paperwork.checks import check_set
from orders.paperwork.facts import Content, Weights
from orders.paperwork.shipments import Corrections, LineCorrection, correct, shipment_of, volume_of

from .factories import BASKET, COFFEE, TEA, a_line, a_pair, a_sale


def test_every_unit_is_a_package_numbered_through_the_order():
    shipment = shipment_of(a_sale(COFFEE, BASKET, TEA))

    assert [(row.first, row.last, row.marks, row.contents) for row in shipment.packages] == [
        (1, 2, "IS-26-000123-1 / 1–2", (Content(1, Decimal(2)),)),
        (3, 14, "IS-26-000123-1 / 3–14", (Content(2, Decimal(12)),)),
        (15, 38, "IS-26-000123-1 / 15–38", (Content(3, Decimal(24)),)),
    ]
    assert shipment.weights == Weights(packages=38, net_kg=Decimal("136.200"), gross_kg=Decimal("142.440"), volume_m3=Decimal("0.642"))


def test_money_is_taken_from_the_sale_and_put_into_words():
    shipment = shipment_of(a_sale(COFFEE, freight=Decimal("386.40"), insurance=Decimal("12.00"), other=Decimal("-50.00")))

    charges = shipment.charges
    assert (charges.goods, charges.freight, charges.insurance, charges.other) == (
        Decimal("9640.00"), Decimal("386.40"), Decimal("12.00"), Decimal("-50.00"),
    )  # fmt: skip
    assert charges.total == Decimal("9988.40")
    assert charges.words == "Chinese yuan nine thousand nine hundred and eighty-eight and 40/100 only"
    assert charges.words_zh == "人民币玖仟玖佰捌拾捌元肆角整"


def test_volume_is_never_nothing_for_a_thing_with_a_size():
    assert volume_of(Decimal(5), Decimal(5), Decimal(2), 1) == Decimal("0.001")
    assert volume_of(Decimal(0), Decimal(5), Decimal(2), 1) == Decimal("0.000")
    assert volume_of(Decimal("70.0"), Decimal("45.0"), Decimal("25.0"), 2) == Decimal("0.158")


def test_a_correction_moves_packages_marks_and_totals():
    shipment = shipment_of(a_sale(COFFEE, BASKET))

    corrected = correct(
        shipment,
        Corrections(
            lines=(
                LineCorrection(
                    2, packages=1, package_kind="CT", gross_kg=Decimal("12.300"),
                    length_cm=Decimal(100), width_cm=Decimal(65), height_cm=Decimal(80), hs6="460212", lot="B-7",
                ),
            ),
            reference="176-12345675",
            departure=date(2026, 11, 30),
            contract="PO 4711",
            signatory_name="Bob Mugisha",
        ),
    )  # fmt: skip

    line, row = corrected.lines[1], corrected.packages[1]
    assert (row.first, row.last, row.kind.code, row.marks) == (3, 3, "CT", "IS-26-000123-1 / 3")
    assert (line.packages, line.gross_kg, line.net_kg, line.volume_m3) == (1, Decimal("12.300"), Decimal("10.200"), Decimal("0.520"))
    assert (line.hs6, line.lot) == ("460212", "B-7")
    assert corrected.weights.packages == 3
    assert corrected.weights.gross_kg == Decimal("134.100")
    assert (corrected.transport.reference, corrected.transport.departure) == ("176-12345675", date(2026, 11, 30))
    assert corrected.references.contract == "PO 4711"
    assert corrected.signatory.name == "Bob Mugisha"
    assert corrected.charges == shipment.charges
    assert check_set(a_pair(corrected)) == []


def test_no_correction_changes_nothing():
    shipment = shipment_of(a_sale(COFFEE, BASKET, TEA))

    assert correct(shipment, Corrections()) == shipment
    assert correct(shipment, Corrections(lines=(LineCorrection(1), LineCorrection(3)))) == shipment


@st.composite
def sales(draw):
    currency = draw(st.sampled_from(["RWF", "CNY", "USD"]))
    places = 0 if currency == "RWF" else 2
    lines = []
    for _ in range(draw(st.integers(1, 8))):
        net = draw(st.integers(1, 80_000))
        price = draw(st.decimals(1, 100_000, places=places))
        lines.append(
            a_line(
                draw(st.sampled_from([COFFEE, BASKET, TEA])),
                currency=currency,
                quantity=draw(st.integers(1, 500)),
                unit_price=price,
                net_weight_g=net,
                gross_weight_g=net + draw(st.integers(0, 5_000)),
                length_mm=draw(st.integers(1, 2_000)),
            )
        )
    freight = round_money(draw(st.decimals(0, 50_000, places=2)), currency)
    return a_sale(*lines, currency=currency, freight=freight)


@given(sales())
def test_papers_of_any_honest_sale_agree(sale):
    invoice, packing_list = a_pair(sale)

    assert check_set([invoice, packing_list]) == []
    assert sum(line.amount for line in invoice.lines) == invoice.charges.goods
    assert sum(row.net_kg for row in packing_list.packages) == invoice.weights.net_kg
    assert sum(row.gross_kg for row in packing_list.packages) == packing_list.weights.gross_kg
    assert packing_list.weights.gross_kg >= packing_list.weights.net_kg > 0
    assert packing_list.packages[-1].last == invoice.weights.packages == sum(line.packages for line in invoice.lines)


@given(sales(), st.data())
def test_papers_agree_after_any_correction_of_the_packing(sale, data):
    shipment = shipment_of(sale)
    lines = []
    for line in shipment.lines:
        net = data.draw(st.decimals("0.001", 5_000, places=3))
        lines.append(
            LineCorrection(
                line.number,
                packages=data.draw(st.integers(1, 300)),
                package_kind=data.draw(st.sampled_from(["CT", "SA", "PX"])),
                net_kg=net,
                gross_kg=net + data.draw(st.decimals(0, 90, places=3)),
            )
        )

    corrected = correct(shipment, Corrections(lines=tuple(lines)))

    assert check_set(a_pair(corrected)) == []


@given(sales(), st.integers(1, 10_000))
def test_gross_below_net_is_always_found(sale, missing):
    first = sale.lines[0]
    light = replace(first, gross_weight_g=max(first.net_weight_g - missing, 0))

    findings = check_set(a_pair(replace(sale, lines=(light, *sale.lines[1:]))))

    assert any(finding.problem == "gross below net" and finding.boxes[0].line == 1 and finding.is_blocking for finding in findings)
