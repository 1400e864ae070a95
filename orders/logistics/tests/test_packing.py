from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.logistics.packing import CARTONS, HEAVIEST_G, LARGEST, pack, parcels_for
from orders.logistics.parcels import Item, Parcel, total_gross_kg

COFFEE = Item(1, 280, 160, 90, 70)  # a 250 g bag
items = st.lists(
    st.builds(
        Item,
        quantity=st.integers(1, 400),
        gross_g=st.integers(1, 30_000),
        length_mm=st.integers(1, 900),
        width_mm=st.integers(1, 900),
        height_mm=st.integers(1, 900),
    ),
    max_size=5,
)


def test_one_bag_travels_as_it_is():
    assert parcels_for([COFFEE]) == [Parcel(160, 90, 70, 280)]


def test_ten_bags_share_the_smallest_carton_that_holds_them():
    # 10 × 1.008 dm³ = 10.08 dm³; the second carton has room for 14.9
    assert parcels_for([Item(10, 280, 160, 90, 70)]) == [Parcel(350, 250, 200, 2800 + 280)]


def test_a_full_carton_is_followed_by_the_next():
    # 20 kg less the carton's 0.85 kg: 68 bags; 150 = 68 + 68 + 14
    found = parcels_for([Item(150, 280, 160, 90, 70)])

    assert found == [Parcel(600, 400, 400, 68 * 280 + 850, 2), Parcel(350, 250, 200, 14 * 280 + 280)]


def test_goods_of_different_kinds_share_a_carton():
    assert len(parcels_for([Item(2, 280, 160, 90, 70), Item(1, 900, 300, 300, 120)])) == 1


@pytest.mark.parametrize("large", [Item(3, 5625, 600, 400, 200), Item(3, 900, 1200, 50, 50), Item(3, 60_000, 600, 400, 150)])
def test_large_long_and_heavy_units_travel_alone(large):
    found = parcels_for([large])

    assert found == [Parcel(large.length_mm, large.width_mm, large.height_mm, large.gross_g, 3)]


def test_nothing_needs_no_parcel():
    assert parcels_for([]) == []


def test_ten_thousand_bags_are_packed_at_once():
    found = parcels_for([Item(10_000, 280, 160, 90, 70)])

    assert sum(parcel.quantity for parcel in found) == 148 and len(found) <= 3


@given(items)
def test_every_unit_is_in_exactly_one_parcel_and_nothing_is_overfull(goods):
    packed = pack(goods)
    cartons = {(c.length_mm, c.width_mm, c.height_mm): c.own_g for c in CARTONS}

    held = [0] * len(goods)
    for each in packed:
        for position, count in each.contents:
            held[position] += count * each.parcel.quantity
    assert held == [item.quantity for item in goods]
    for each in packed:
        parcel, units = each.parcel, sum(count for _position, count in each.contents)
        inside = sum(goods[position].gross_g * count for position, count in each.contents)
        volume = sum(goods[p].length_mm * goods[p].width_mm * goods[p].height_mm * count for p, count in each.contents)
        if units == 1 and parcel.gross_g == inside:
            continue  # a unit of its own
        assert parcel.gross_g == inside + cartons[(parcel.length_mm, parcel.width_mm, parcel.height_mm)]
        assert parcel.gross_g <= HEAVIEST_G + LARGEST.own_g and volume <= parcel.volume_mm3


@given(items)
def test_parcels_weigh_what_the_goods_weigh_and_their_cartons(goods):
    goods_kg = sum((Decimal(item.gross_g * item.quantity) for item in goods), Decimal(0)) / 1000
    found = parcels_for(goods)
    cartons = sum(parcel.quantity for parcel in found)

    assert goods_kg <= total_gross_kg(found) <= goods_kg + Decimal(cartons * LARGEST.own_g) / 1000
    assert len({(p.length_mm, p.width_mm, p.height_mm, p.gross_g) for p in found}) == len(found)
