from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.logistics.breakpoint import Break, Freight, cheapest

D = Decimal
LADDER = [Break(D(0), D("5.00")), Break(D(45), D("4.00"))]
numbers = st.integers(0, 100_000).map(lambda cents: D(cents) / 100)
ladders = st.dictionaries(numbers, numbers, min_size=1, max_size=7).map(lambda steps: [Break(*step) for step in steps.items()])


def test_44_kg_are_declared_as_45_where_that_is_cheaper():
    assert cheapest(D(44), LADDER) == Freight(D("180.00"), D(45), D("4.00"), D("220.00"), is_minimum=False)


def test_own_rate_stands_where_it_is_cheaper():
    assert cheapest(D(30), LADDER) == Freight(D("150.00"), D(30), D("5.00"), D("150.00"), is_minimum=False)


def test_equal_prices_take_the_lower_declared_weight():
    assert cheapest(D(36), LADDER).declared == D(36)  # 36 × 5 = 180 = 45 × 4


def test_every_higher_break_is_looked_at():
    ladder = [*LADDER, Break(D(100), D("1.50"))]

    assert cheapest(D(44), ladder).declared == D(100)  # 150 < 180 < 220


def test_minimum_is_charged_when_the_freight_is_below_it():
    assert cheapest(D(3), LADDER, D(75)) == Freight(D(75), D(3), D("5.00"), D("15.00"), is_minimum=True)


def test_weight_below_the_first_break_is_declared_up_to_it():
    found = cheapest(D(3), [Break(D(10), D(2))])

    assert (found.amount, found.declared, found.own, found.is_declared_up) == (D(20), D(10), None, True)


def test_ladder_without_steps_has_no_price():
    with pytest.raises(ValueError):
        cheapest(D(1), [])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(numbers, ladders, numbers)
def test_freight_is_the_cheapest_possible_and_never_below_the_minimum(quantity, ladder, minimum):
    found = cheapest(quantity, ladder, minimum)

    higher = [step.from_quantity * step.rate for step in ladder if step.from_quantity > quantity]
    own = max((step for step in ladder if step.from_quantity <= quantity), key=lambda step: step.from_quantity, default=None)
    possible = higher + ([quantity * own.rate] if own else [])
    assert found.amount == max(min(possible), minimum)
    assert found.amount >= minimum and found.declared >= quantity


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(numbers, numbers, ladders)
def test_a_heavier_shipment_costs_as_much_or_more_where_rates_fall(first, second, ladder):
    falling, rate = [], D(1000)
    for step in sorted(ladder, key=lambda step: step.from_quantity):
        rate = min(rate, step.rate)
        falling.append(Break(step.from_quantity, rate))
    light, heavy = sorted([first, second])

    assert cheapest(light, falling).amount <= cheapest(heavy, falling).amount
