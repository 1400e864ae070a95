"""What must be true of every answer, whatever goods, prices and rates come along. No database."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from marketplace.money import CurrencyMismatch, Money, total
from orders.duties.assessment import WAIVER, assess
from orders.duties.customs_value import customs_value
from orders.duties.enums import Channel, LimitKind, Regime
from orders.duties.tests.factories import COMPANY, PERSON, book, cny, order, trade
from orders.incoterms import Incoterm

# A busy machine is no fault.
patient = settings(max_examples=2 * settings.default.max_examples)
prices = st.decimals("0.01", "40000", places=2)
small = st.decimals("0", "900", places=2)
percents = st.none() | st.decimals("0", "150", places=1)
inside = st.none() | st.decimals("0", "90", places=1)
terms = st.sampled_from(Incoterm)
books = st.builds(book, duty=percents, preference=percents, vat=percents, consumption=inside)
whole_books = st.builds(
    book,
    duty=st.decimals("0", "150", places=1),
    preference=percents,
    vat=st.decimals("0", "30", places=1),
    consumption=st.decimals("0", "60", places=1),
)


@st.composite
def consignments(draw):
    values = draw(st.lists(prices, min_size=1, max_size=4))
    costs = {name: draw(st.none() | small.map(cny)) for name in ("freight", "insurance")}
    person = draw(st.booleans())
    return order(
        *values,
        buyer=PERSON if person else COMPANY,
        channel=draw(st.sampled_from(Channel)),
        term=draw(st.sampled_from([Incoterm.EXW, Incoterm.FOB, Incoterm.CFR, Incoterm.CIF, Incoterm.DAP])),
        has_origin_proof=draw(st.booleans()),
        is_direct=draw(st.booleans()),
        pieces=draw(st.integers(1, 2)),
        is_indivisible=draw(st.booleans()),
        **costs,
    )


@patient
@given(consignments(), books)
def test_lines_sum_to_the_total_and_nothing_is_below_zero(asked, rules):
    found = assess(asked, rules)

    known = [line.amount for line in found.lines if line.amount is not None]
    assert found.total == total(known, "CNY") and found.total.amount >= 0
    assert all(line.amount.amount >= 0 for line in found.lines if line.levy != WAIVER and line.amount is not None)
    assert all(amount == amount.rounded() for amount in known)


@patient
@given(consignments(), books)
def test_what_is_missing_is_said(asked, rules):
    found = assess(asked, rules)

    assert found.is_whole == (not found.gaps)
    assert all((line.amount is None) == (line.gap is not None) for line in found.lines)
    assert all(line.rules for line in found.lines if line.amount is not None)
    assert not any(line.levy == WAIVER for line in found.lines) or found.is_whole


@patient
@given(consignments(), books)
def test_customs_value_is_the_sum_of_its_steps_and_of_its_lines(asked, rules):
    for with_freight in (True, False):
        try:
            value = customs_value(asked, with_freight=with_freight)
        except ValueError:
            assert not with_freight and asked.price.amount < (asked.freight or cny(0)).amount + (asked.insurance or cny(0)).amount
            continue
        if value.total is not None:
            assert value.total == total(value.lines, "CNY") == total([step.amount for step in value.steps], "CNY")
            assert all(line.amount >= 0 for line in value.lines)
            assert customs_value(asked, with_freight=with_freight) == value


@patient
@given(prices, st.decimals("0", "5000", places=2), whole_books, st.booleans())
def test_total_never_falls_when_the_price_rises_within_one_regime(price, more, rules, has_proof):
    for make in (trade, order):
        cheaper = assess(make(price, has_origin_proof=has_proof, is_direct=True), rules)
        dearer = assess(make(price + more, has_origin_proof=has_proof, is_direct=True), rules)
        assume(cheaper.regime == dearer.regime)

        assert cheaper.total <= dearer.total


@patient
@given(st.lists(prices, min_size=1, max_size=3), whole_books)
def test_preference_is_never_dearer_than_without(values, rules):
    with_form = assess(trade(*values, has_origin_proof=True, is_direct=True), rules)
    without = assess(trade(*values), rules)

    assert with_form.of("duty") <= without.of("duty") and with_form.total <= without.total


@patient
@given(st.decimals("0.01", "5000", places=2), whole_books)
def test_consumer_regime_is_never_dearer_than_its_full_tax(price, rules):
    retail = assess(order(price), rules)
    trade_like = assess(trade(price), rules)

    assert retail.regime == Regime.CROSS_BORDER and retail.of("duty") == cny("0.00")
    assert retail.total <= total([trade_like.of(levy) for levy in ("duty", "consumption", "vat")], "CNY") + cny("0.01")


@patient
@given(st.decimals("0.01", "5000", places=2), st.decimals("0", "60", places=1), st.decimals("0", "30", places=1))
def test_consumer_tax_is_the_composite_rate_to_the_rounding(price, consumption, vat):
    found = assess(order(price), book(consumption=consumption, vat=vat))

    exact = price * (consumption + vat) / (100 - consumption) * Decimal("0.7")
    assert abs(found.total.amount - exact) <= Decimal("0.015")


@patient
@given(st.lists(prices, min_size=1, max_size=3), st.decimals("0", "30000", places=2))
def test_year_is_counted_by_the_consumer_regime_alone(values, spent):
    buyer = replace(PERSON, year_spent=cny(spent))
    found = assess(order(*values, buyer=buyer), book())

    left = found.choice.allowance.left.amount
    counted = sum(values) if found.regime == Regime.CROSS_BORDER else 0
    assert left == max(Decimal(26000) - spent - counted, 0)
    assert found.regime == Regime.GENERAL or spent + sum(values) <= 26000


@patient
@given(consignments(), st.sampled_from(LimitKind))
def test_a_limit_that_is_not_on_record_never_makes_an_order_cheaper_by_guess(asked, missing):
    full, less = assess(asked, book()), assess(asked, book(without=(missing,)))

    if full.is_whole and less.is_whole and full.regime == less.regime:
        assert less.total >= full.total


def test_amounts_of_another_currency_are_refused():
    asked = order("10")
    dollars = replace(asked, goods=[replace(asked.goods[0], value=Money(Decimal(1), "USD"))])

    with pytest.raises(CurrencyMismatch):
        assess(dollars, book())
    with pytest.raises(CurrencyMismatch):
        assess(replace(asked, buyer=replace(PERSON, year_spent=Money(Decimal(1), "USD"))), book())


def test_a_consignment_that_makes_no_sense_is_refused():
    asked = trade("10", term=Incoterm.DAP, after_arrival=cny("11"))
    for wrong in ({"goods": []}, {"freight": cny("-1")}, {"goods": [replace(asked.goods[0], pieces=0)]}):
        with pytest.raises(ValueError):
            replace(asked, **wrong)
    with pytest.raises(ValueError):
        assess(asked, book())
