from decimal import Decimal

from orders.logistics.breakpoint import Break, cheapest
from orders.logistics.chargeable import air
from orders.logistics.parcels import Parcel

D = Decimal


def test_eight_boxes_of_45_kg_are_charged_as_64_kg_by_air():
    boxes = [Parcel(600, 400, 200, 5625, 8)]  # 45 kg together

    found = air(boxes)

    assert found.kg == D(64)
    assert found.values == {"gross_kg": "45", "volume_kg": "64", "volume_cm3": "384000", "divisor": "6000", "heavier": "volume"}


def test_44_kg_are_declared_as_45_where_that_is_cheaper():
    found = cheapest(D(44), [Break(D(0), D("5.00")), Break(D(45), D("4.00"))])

    assert (found.amount, found.declared, found.own, found.is_declared_up) == (D(180), D(45), D(220), True)
