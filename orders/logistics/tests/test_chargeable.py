from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.logistics.chargeable import RULES, air, chargeable, courier, lcl, post, truck
from orders.logistics.enums import WeightRule
from orders.logistics.parcels import Parcel, total_gross_kg

D = Decimal
BOXES = [Parcel(600, 400, 200, 5625, 8)]  # 45 kg, 0.384 m³
parcels = st.lists(
    st.builds(
        Parcel,
        length_mm=st.integers(1, 3000),
        width_mm=st.integers(1, 3000),
        height_mm=st.integers(1, 3000),
        gross_g=st.integers(1, 200_000),
        quantity=st.integers(1, 50),
    ),
    min_size=1,
    max_size=6,
)


def test_eight_boxes_of_45_kg_are_charged_as_64_kg_by_air():
    found = air(BOXES)

    assert (found.kg, found.quantity) == (D(64), D(64))
    assert found.values == {"gross_kg": "45", "volume_kg": "64", "volume_cm3": "384000", "divisor": "6000", "heavier": "volume"}


def test_the_same_boxes_are_77_kg_by_courier():
    assert courier(BOXES).kg == D("77.0")  # 384,000 / 5000 = 76.8


@pytest.mark.parametrize(("mm", "kg"), [(604, D("20")), (605, D("20.5"))])
def test_air_takes_sides_to_the_nearest_centimetre_half_up(mm, kg):
    # 60 or 61 cm × 50 × 40 cm: 120,000 or 122,000 cm³ ÷ 6000 = 20 or 20.33 kg
    assert air([Parcel(mm, 500, 400, 100)]).kg == kg


@pytest.mark.parametrize(("grams", "kg"), [(1, "0.5"), (500, "0.5"), (501, "1.0"), (44_999, "45.0"), (45_001, "45.5")])
def test_air_and_courier_go_up_to_the_next_half_kilogram(grams, kg):
    tiny = [Parcel(10, 10, 10, grams)]

    assert air(tiny).kg == courier(tiny).kg == D(kg)


def test_courier_rounds_the_shipment_and_the_post_each_parcel():
    three = [Parcel(10, 10, 10, 600, 3)]

    assert (courier(three).kg, post(three).kg) == (D("2.0"), D("3.0"))


def test_shared_container_charges_cubic_metres_or_tonnes_and_at_least_one():
    light, heavy, small = [Parcel(1000, 1000, 2500, 500_000)], [Parcel(1000, 1000, 1000, 1_800_000)], BOXES

    assert (lcl(light).quantity, lcl(light).values["heavier"]) == (D("2.5"), "volume")
    assert (lcl(heavy).quantity, lcl(heavy).values["heavier"]) == (D("1.8"), "gross")
    assert (lcl(small).quantity, lcl(small).kg, lcl(small).values["heavier"]) == (D(1), D(1000), "minimum")


def test_a_lane_may_count_500_kg_a_cubic_metre():
    found = lcl([Parcel(1000, 1000, 1000, 900_000)], ratio=D(500))

    assert (found.quantity, found.kg) == (D("1.8"), D(900))


def test_truck_counts_333_kg_a_cubic_metre():
    assert truck([Parcel(1000, 1000, 1000, 100_000)]).kg == D(333)
    assert truck([Parcel(1000, 1000, 1000, 400_000)]).kg == D(400)


def test_a_card_may_bring_its_own_divisor():
    assert chargeable(WeightRule.AIR, BOXES, D(5000)).kg == D(77)


def test_nothing_has_no_chargeable_weight():
    with pytest.raises(ValueError):
        chargeable(WeightRule.AIR, [])


@pytest.mark.parametrize("sides", [(0, 1, 1, 1, 1), (1, 1, 1, -5, 1), (1, 1, 1, 1, 0)])
def test_a_parcel_without_a_measure_is_refused(sides):
    with pytest.raises(ValueError):
        Parcel(*sides)


@given(parcels)
def test_chargeable_is_never_below_the_scale_and_in_half_kilograms(found):
    gross = total_gross_kg(found)

    for rule in (WeightRule.AIR, WeightRule.COURIER, WeightRule.POST):
        kg = chargeable(rule, found).kg
        assert kg >= gross and kg * 2 == int(kg * 2)
    assert truck(found).kg >= gross
    assert lcl(found).quantity >= 1 and lcl(found).quantity * 1000 >= gross


@given(parcels, parcels)
def test_more_parcels_are_never_charged_less(first, more):
    for rule in RULES:
        assert chargeable(rule, first + more).kg >= chargeable(rule, first).kg


@given(parcels)
def test_air_is_the_ceiling_of_the_larger_weight_exactly(found):
    cm = [((p.length_mm + 5) // 10) * ((p.width_mm + 5) // 10) * ((p.height_mm + 5) // 10) * p.quantity for p in found]
    kg = air(found).kg

    assert kg * 6000 >= sum(cm) and kg >= total_gross_kg(found)
    less = kg - D("0.5")
    assert less * 6000 < sum(cm) or less < total_gross_kg(found)
