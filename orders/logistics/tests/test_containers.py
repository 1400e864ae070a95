"""Boxes, pallets and containers against the worked cases of docs/logistics.md."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.logistics.boxes import Kind, capacity, stow
from orders.logistics.containers import Measures, fill, fill_bags
from orders.logistics.exceptions import PieceTooLarge
from orders.logistics.pallets import EURO, STANDARD, palletise
from orders.logistics.parcels import Parcel

D = Decimal
TWENTY = Measures("20DC", (5898, 2352, 2393), D(25), 28_300, 320)
HIGH = Measures("40HC", (12032, 2352, 2698), D(65), 26_500)


@pytest.mark.parametrize(
    ("net_kg", "limit_kg", "bags", "each", "containers", "bound_by"),
    [
        (D(19_200), None, 320, 320, 1, "bags"),  # 320 × 60 kg = 19,200 kg net
        (D(19_201), None, 321, 320, 2, "bags"),
        (D(60_000), None, 1000, 320, 4, "bags"),
        (D(19_200), 15_000, 320, 245, 2, "weight"),  # 15,000 ÷ 61: the road binds before the container
    ],
)
def test_coffee_in_bags(net_kg, limit_kg, bags, each, containers, bound_by):
    found = fill_bags(net_kg, TWENTY, limit_kg=limit_kg)

    assert (found.bags, found.per_container, found.containers, found.bound_by) == (bags, each, containers, bound_by)
    assert found.gross_kg == net_kg + bags


def test_bags_are_not_guessed_for_a_container_of_which_nobody_says():
    with pytest.raises(ValueError, match="No usual number"):
        fill_bags(D(60), HIGH)


@pytest.mark.parametrize(
    ("parcels", "measures", "limit_kg", "containers", "bound_by"),
    [
        ([Parcel(600, 400, 400, 5_000, 500)], TWENTY, None, 2, "volume"),  # baskets: 260 × 0.096 m³ in 25 m³
        ([Parcel(600, 400, 400, 5_000, 500)], HIGH, None, 1, "volume"),
        ([Parcel(400, 300, 200, 25_000, 2000)], TWENTY, None, 2, "volume"),  # 1,041 × 0.024 m³ before 1,132 × 25 kg
        ([Parcel(400, 300, 200, 30_000, 2000)], TWENTY, None, 3, "weight"),  # 943 × 30 kg
        ([Parcel(400, 300, 200, 30_000, 1400)], TWENTY, 21_000, 2, "weight"),
        ([Parcel(1200, 1000, 1800, 900_000, 10), Parcel(600, 400, 200, 5_000, 40)], TWENTY, None, 1, "volume"),
    ],
)
def test_containers_by_weight_and_by_room(parcels, measures, limit_kg, containers, bound_by):
    found = fill(parcels, measures, limit_kg=limit_kg)

    assert (found.containers, found.bound_by) == (containers, bound_by)
    assert found.weight_share <= 100 and found.volume_share <= 100


@pytest.mark.parametrize("piece", [Parcel(6000, 100, 100, 1000), Parcel(100, 100, 100, 29_000_000)])
def test_piece_that_no_container_takes_is_named(piece):
    with pytest.raises(PieceTooLarge):
        fill([piece], TWENTY)


@given(
    st.lists(
        st.builds(Parcel, *[st.integers(50, 1100)] * 3, gross_g=st.integers(100, 60_000), quantity=st.integers(1, 400)),
        min_size=1,
        max_size=4,
    )
)
def test_every_piece_is_in_just_one_container_and_none_is_overloaded(parcels):
    found = fill(parcels, TWENTY)

    loaded = [sum(load.counts[n] * load.times for load in found.loads) for n in range(len(parcels))]
    assert loaded == [parcel.quantity for parcel in parcels]
    assert all(load.gross_kg <= TWENTY.payload_kg and load.volume_m3 <= TWENTY.load_m3 for load in found.loads)


@pytest.mark.parametrize(
    ("sides", "room", "most_g", "count"),
    [
        ((600, 400, 400), (1200, 1000, 1650), None, 20),  # five a layer, four layers of 40 cm
        ((600, 400, 400), (1200, 800, 1650), None, 16),
        ((600, 400, 400), (1200, 800, 1650), 100_000, 10),  # 10 kg each
        ((1300, 1300, 1700), (1200, 1000, 1650), None, 0),
    ],
)
def test_boxes_a_room_takes(sides, room, most_g, count):
    assert capacity(Kind(sides, 10_000, 1, upright=True), room, most_g=most_g) == count


@given(
    st.lists(
        st.builds(Kind, st.tuples(*[st.integers(80, 700)] * 3), st.integers(100, 9000), st.integers(1, 30), st.booleans()),
        min_size=1,
        max_size=4,
    )
)
def test_no_two_boxes_stand_in_one_another_and_none_stands_outside(kinds):
    room = (1200, 1000, 1650)
    found = stow(kinds, room, most_g=300_000)

    spans = [[(at, at + size) for at, size in zip(block.at, block.size, strict=True)] for block in found.blocks]
    assert all(low >= 0 and high <= most for span in spans for (low, high), most in zip(span, room, strict=True))
    for number, one in enumerate(spans):
        for other in spans[number + 1 :]:
            assert any(a[1] <= b[0] or b[1] <= a[0] for a, b in zip(one, other, strict=True))
    placed = [sum(block.count for block in found.blocks if block.kind == n) for n in range(len(kinds))]
    assert [a + b for a, b in zip(placed, found.left, strict=True)] == [kind.quantity for kind in kinds]
    assert found.gross_g == sum(kind.gross_g * count for kind, count in zip(kinds, placed, strict=True)) <= 300_000


def test_pallets_are_counted_with_their_own_weight_and_height():
    pallets = palletise([Parcel(600, 400, 400, 10_000, 45)], STANDARD)

    assert pallets == [Parcel(1200, 1000, 1750, 225_000, 2), Parcel(1200, 1000, 950, 75_000, 1)]  # four on the floor, one above
    assert sum(p.quantity for p in palletise([Parcel(600, 400, 400, 10_000, 45)], EURO)) == 3


def test_box_that_no_pallet_takes_is_named():
    with pytest.raises(PieceTooLarge):
        palletise([Parcel(1300, 1300, 300, 1000)])
