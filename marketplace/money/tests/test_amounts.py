"""Money by property: rounding, splitting, sums."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.money import CurrencyMismatch, Money, precision, round_money, split_by_largest_remainder, total

CURRENCIES = st.sampled_from(["RWF", "JPY", "CNY", "USD", "EUR", "KES"])
AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=6, allow_nan=False, allow_infinity=False)

hundreds = settings(max_examples=10 * settings.default.max_examples)


@st.composite
def whole_money(draw) -> Money:
    """An amount at its currency's own precision."""
    currency = draw(CURRENCIES)
    return Money(Decimal(draw(st.integers(-(10**10), 10**10))).scaleb(-precision(currency)), currency)


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("0.005", "CNY", "0.01"),
        ("0.004999", "CNY", "0.00"),
        ("2.675", "USD", "2.68"),
        ("-0.005", "EUR", "-0.01"),
        ("1499.5", "RWF", "1500"),
        ("1499.499", "RWF", "1499"),
        ("0.5", "JPY", "1"),
        ("1E+3", "CNY", "1000.00"),
    ],
)
def test_half_is_rounded_up_at_the_currencys_own_precision(amount, currency, rounded):
    assert str(round_money(Decimal(amount), currency)) == rounded


@hundreds
@given(AMOUNTS, CURRENCIES)
def test_rounding_moves_by_at_most_half_a_unit_and_only_once(amount, currency):
    rounded = round_money(amount, currency)
    unit = Fraction(1, 10 ** precision(currency))

    assert abs(Fraction(rounded) - Fraction(amount)) <= unit / 2
    assert round_money(rounded, currency) == rounded
    assert rounded == amount.quantize(Decimal(1).scaleb(-precision(currency)), rounding=ROUND_HALF_UP)
    assert -rounded == round_money(-amount, currency)


@hundreds
@given(whole_money(), st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_split_sums_to_the_whole_and_no_part_is_a_unit_off(whole, weights):
    parts = split_by_largest_remainder(whole, weights)
    shares = weights if any(weights) else [1] * len(weights)
    unit = Fraction(1, 10 ** precision(whole.currency))

    assert total(parts, whole.currency) == whole
    for part, share in zip(parts, shares, strict=True):
        exact = Fraction(whole.amount) * share / sum(shares)
        assert abs(Fraction(part.amount) - exact) < unit
        assert part.rounded() == part


@hundreds
@given(whole_money(), st.lists(st.integers(1, 1000), min_size=2, max_size=12))
def test_split_gives_the_heavier_no_less_than_the_lighter(whole, weights):
    weights = sorted(weights, reverse=True)
    parts = split_by_largest_remainder(Money(abs(whole.amount), whole.currency), weights)

    assert [part.amount for part in parts] == sorted((part.amount for part in parts), reverse=True)


def test_odd_units_go_to_the_largest_remainder_and_ties_to_the_earlier():
    ten = Money(Decimal("0.10"), "CNY")

    assert [str(part.amount) for part in split_by_largest_remainder(ten, [1, 1, 1])] == ["0.04", "0.03", "0.03"]
    assert [str(part.amount) for part in split_by_largest_remainder(ten, [1, 2, 4])] == ["0.01", "0.03", "0.06"]
    assert [str(part.amount) for part in split_by_largest_remainder(Money(Decimal(-100), "RWF"), [0, 0, 0])] == ["-34", "-33", "-33"]


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_split_refuses_when_shares_make_no_sense(weights):
    with pytest.raises(ValueError, match="at least one weight and none below zero"):
        split_by_largest_remainder(Money(Decimal(1), "CNY"), weights)


@hundreds
@given(whole_money())
def test_minor_units_are_what_a_provider_expects(money):
    assert Decimal(money.minor_units()).scaleb(-precision(money.currency)) == money.amount


@pytest.mark.parametrize(
    "work", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a <= b, lambda a, b: total([a, b], "CNY")]
)
def test_two_currencies_never_meet_in_one_sum(work):
    with pytest.raises(CurrencyMismatch):
        work(Money(Decimal(1), "CNY"), Money(Decimal(1), "USD"))


def test_same_amount_in_another_currency_is_not_the_same_money():
    assert Money(Decimal(1), "CNY") != Money(Decimal(1), "USD")
    assert Money(Decimal("1.0"), "CNY") == Money(Decimal("1.00"), "CNY")
