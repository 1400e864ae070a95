from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.money.amounts import round_money
from orders.logistics.packing import parcels_for
from orders.logistics.parcels import Item, total_gross_kg
from orders.paperwork.checks import check_set
from orders.paperwork.facts import Weights
from orders.paperwork.packing import volume_of
from orders.paperwork.shipments import Corrections, LineCorrection, PackageCorrection, correct, shipment_of

from .factories import BASKET, COFFEE, TEA, a_line, a_pair, a_sale


def test_goods_are_packed_as_their_delivery_was_quoted():
    """Sacks travel as they are; baskets fill cartons by two; the last carton of baskets has room for five tins of tea."""
    shipment = shipment_of(a_sale(COFFEE, BASKET, TEA))

    assert [
        (row.numbers, row.kind.code, [(c.line, int(c.quantity)) for c in row.contents], str(row.net_kg), str(row.gross_kg))
        for row in shipment.packages
    ] == [
        ("1–2", "SA", [(1, 2)], "120.000", "121.800"),
        ("3–7", "CT", [(2, 10)], "8.500", "15.250"),
        ("8", "CT", [(2, 2), (3, 5)], "2.950", "4.600"),
        ("9", "CT", [(3, 19)], "4.750", "6.170"),
    ]
    assert shipment.weights == Weights(packages=9, net_kg=Decimal("136.200"), gross_kg=Decimal("147.820"), volume_m3=Decimal("0.752"))


def test_a_shared_carton_is_counted_once_and_its_weight_shared_by_net():
    shipment = shipment_of(a_sale(COFFEE, BASKET, TEA))

    assert [(line.packages, line.packed_with, line.marks, str(line.gross_kg)) for line in shipment.lines] == [
        (2, 0, "IS-26-000123-1 / 1–2", "121.800"),
        (6, 0, "IS-26-000123-1 / 3–7; IS-26-000123-1 / 8", "17.901"),
        (1, 2, "IS-26-000123-1 / 8; IS-26-000123-1 / 9", "8.119"),  # the rest lies in line 2’s
    ]


def test_a_line_that_only_shares_a_carton_names_the_line_that_counts_it():
    shipment = shipment_of(a_sale(a_line(BASKET, quantity=1), a_line(TEA, quantity=3)))

    basket, tea = shipment.lines
    assert (basket.packages, basket.packed_with, tea.packages, tea.packed_with) == (1, 0, 0, 1)
    assert basket.gross_kg + tea.gross_kg == shipment.packages[0].gross_kg == shipment.weights.gross_kg
    assert basket.marks == tea.marks == "IS-26-000123-1 / 1"
    assert check_set(a_pair(shipment)) == []


def test_packages_are_those_the_delivery_was_quoted_for():
    lines = [COFFEE, BASKET, TEA]
    quoted = parcels_for([Item(line.quantity, line.gross_weight_g, line.length_mm, line.width_mm, line.height_mm) for line in lines])

    weights = shipment_of(a_sale(*lines)).weights

    assert weights.packages == sum(parcel.quantity for parcel in quoted)
    assert weights.gross_kg == total_gross_kg(quoted)


def test_every_unit_is_its_own_package_where_a_measure_is_missing():
    shipment = shipment_of(a_sale(a_line(TEA, quantity=3, height_mm=0), a_line(COFFEE)))

    assert [(row.numbers, row.kind.code, str(row.volume_m3)) for row in shipment.packages] == [
        ("1–3", "PK", "0.000"),
        ("4–5", "SA", "0.158"),
    ]


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


def test_a_correction_moves_packages_marks_shares_and_totals():
    shipment = shipment_of(a_sale(COFFEE, BASKET))

    corrected = correct(
        shipment,
        Corrections(
            lines=(LineCorrection(2, hs6="460212", lot="B-7", net_kg=Decimal("10.000")),),
            packages=(
                PackageCorrection(
                    2, packages=1, package_kind="CR", gross_kg=Decimal("12.300"),
                    length_cm=Decimal(100), width_cm=Decimal(65), height_cm=Decimal(80),
                ),
            ),
            reference="176-12345675",
            departure=date(2026, 11, 30),
            contract="PO 4711",
            signatory_name="Bob Mugisha",
        ),
    )  # fmt: skip

    line, row = corrected.lines[1], corrected.packages[1]
    assert (row.numbers, row.kind.code, row.marks, row.net_kg) == ("3", "CR", "IS-26-000123-1 / 3", Decimal("10.000"))
    assert (line.packages, line.gross_kg, line.net_kg, line.volume_m3) == (1, Decimal("12.300"), Decimal("10.000"), Decimal("0.520"))
    assert (line.hs6, line.lot, line.package_kind.code) == ("460212", "B-7", "CR")
    assert (corrected.weights.packages, corrected.weights.gross_kg) == (3, Decimal("134.100"))
    assert (corrected.transport.reference, corrected.transport.departure) == ("176-12345675", date(2026, 11, 30))
    assert corrected.references.contract == "PO 4711"
    assert corrected.signatory.name == "Bob Mugisha"
    assert corrected.charges == shipment.charges
    assert check_set(a_pair(corrected)) == []


def test_no_correction_changes_nothing():
    shipment = shipment_of(a_sale(COFFEE, BASKET, TEA))

    assert correct(shipment, Corrections()) == shipment
    assert correct(shipment, Corrections(lines=(LineCorrection(1), LineCorrection(3)), packages=(PackageCorrection(2),))) == shipment


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


@settings(deadline=None)  # the machine may be busy
@given(sales())
def test_papers_of_any_honest_sale_agree(sale):
    invoice, packing_list = a_pair(sale)

    assert check_set([invoice, packing_list]) == []
    assert sum(line.amount for line in invoice.lines) == invoice.charges.goods
    assert sum(row.net_kg for row in packing_list.packages) == invoice.weights.net_kg
    assert sum(row.gross_kg for row in packing_list.packages) == packing_list.weights.gross_kg
    assert packing_list.weights.gross_kg >= packing_list.weights.net_kg > 0
    assert packing_list.packages[-1].last == invoice.weights.packages == sum(line.packages for line in invoice.lines)


@settings(deadline=None)  # the machine may be busy
@given(sales(), st.data())
def test_papers_agree_after_any_correction_of_the_packing(sale, data):
    shipment = shipment_of(sale)
    lines = tuple(LineCorrection(line.number, net_kg=data.draw(st.decimals("0.001", 5_000, places=3))) for line in shipment.lines)
    weighed = correct(shipment, Corrections(lines=lines))
    packages = tuple(
        PackageCorrection(
            index,
            packages=data.draw(st.integers(1, 300)),
            package_kind=data.draw(st.sampled_from(["CT", "SA", "PX"])),
            gross_kg=row.net_kg + data.draw(st.decimals(0, 90, places=3)),
        )
        for index, row in enumerate(weighed.packages, start=1)
    )

    corrected = correct(weighed, Corrections(packages=packages))

    assert [finding for finding in check_set(a_pair(corrected)) if finding.problem != "net not above zero"] == []
    assert sum(row.net_kg for row in corrected.packages) == sum(line.net_kg for line in corrected.lines)
    assert sum(line.gross_kg for line in corrected.lines) == corrected.weights.gross_kg
    assert sum(line.volume_m3 for line in corrected.lines) == corrected.weights.volume_m3


@settings(deadline=None)  # the machine may be busy
@given(sales())
def test_gross_below_net_is_always_found(sale):
    light = replace(sale.lines[0], gross_weight_g=1, net_weight_g=50_000)

    findings = check_set(a_pair(replace(sale, lines=(light,))))

    assert any(finding.problem == "gross below net" and finding.boxes[0].line == 1 and finding.is_blocking for finding in findings)
