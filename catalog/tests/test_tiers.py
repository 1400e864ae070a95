from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.tiers import scale
from marketplace.money import Money

ROWS = [(50, Decimal("50.00")), (10, Decimal("60.00"))]


@pytest.mark.parametrize(
    ("quantity", "price", "after"), [(1, "68.00", 10), (9, "68.00", 10), (10, "60.00", 50), (49, "60.00", 50), (50, "50.00", None)]
)
def test_price_is_that_of_the_last_tier_reached(quantity, price, after):
    found = scale(Money(Decimal("68.00"), "CNY"), ROWS)

    assert found.at(quantity) == Money(Decimal(price), "CNY")
    following = found.after(quantity)
    assert (following and following.from_quantity) == after


@pytest.mark.parametrize(
    ("base", "rows", "counting"),
    [
        ("68.00", [(10, Decimal("68.00"))], []),  # no lower than the price of one
        ("55.00", ROWS, [50]),  # the price of one was lowered past the first
        ("68.00", [(10, Decimal("60.00")), (20, Decimal("61.00")), (30, Decimal("59.99"))], [10, 30]),
        ("68.00", [], []),
    ],
)
def test_tier_that_is_no_lower_than_those_before_it_does_not_count(base, rows, counting):
    assert [tier.from_quantity for tier in scale(Money(Decimal(base), "CNY"), rows).tiers] == counting


amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(999), places=2)


@settings(max_examples=2 * settings.default.max_examples)
@given(base=amounts, rows=st.dictionaries(st.integers(2, 40), amounts, max_size=6), quantity=st.integers(1, 45))
def test_one_never_costs_more_because_more_are_bought(base, rows, quantity):
    found = scale(Money(base, "CNY"), rows.items())

    assert found.at(quantity + 1).amount <= found.at(quantity).amount <= base
    following = found.after(quantity)
    assert following is None or (found.at(following.from_quantity) == following.price and following.more(quantity) > 0)
