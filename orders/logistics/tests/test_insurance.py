from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.money import Money
from orders.logistics.insurance import insured_value, premium

D = Decimal


@pytest.mark.parametrize(
    ("cfr", "percent", "minimum", "found", "insured"),
    [
        ("10000.00", "0.3", None, "33.11", "11036.42"),  # 10,000 ÷ (1 − 0.0033) = 10,033.11
        ("10000.00", "0.3", "50.00", "50.00", "11055.00"),
        ("10000.00", "0", None, "0.00", "11000.00"),
        ("0.00", "0.5", None, "0.00", "0.00"),
        ("256000.00", "1.25", None, "3569.07", "285525.98"),
    ],
)
def test_price_contains_its_own_insurance(cfr, percent, minimum, found, insured):
    base = Money(D(cfr), "USD")
    paid = premium(base, D(percent), minimum and Money(D(minimum), "USD"))

    assert (str(paid.amount), str(insured_value(base, paid).amount)) == (found, insured)


@given(st.integers(0, 10**9), st.integers(0, 400_000))
@settings(max_examples=2 * settings.default.max_examples)
def test_premium_solves_the_equation_to_half_a_cent(cents, rate):
    base, part = Money(D(cents) / 100, "USD"), D("1.10") * D(rate) / 1_000_000
    paid = premium(base, D(rate) / 10_000)

    # P = 1.10 r (CFR + P): what is off by rounding P to the cent is half a cent, less what that half insures itself
    assert abs(paid.amount - part * (base.amount + paid.amount)) <= D("0.005") * (1 - part)


@pytest.mark.parametrize(("percent", "minimum"), [("91", None), ("-1", None), ("1", Money(D(1), "EUR"))])
def test_rates_that_insure_nothing_and_other_currencies_are_refused(percent, minimum):
    with pytest.raises(ValueError):
        premium(Money(D(100), "USD"), D(percent), minimum)
