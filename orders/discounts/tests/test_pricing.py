"""What is taken off which line: the rules of docs/discounts.md, and that every part sums to its whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.money import Money, precision, total
from orders.discounts.enums import Why
from orders.discounts.exceptions import CodeRefused
from orders.discounts.pricing import best_cuts, code_cuts, room
from orders.discounts.terms import frozen
from orders.discounts.tests.factories import NOW, at, good, terms


def off(cuts) -> dict[int, str]:
    return {key: str(cut.amount.amount) for key, cut in cuts.items()}


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def test_a_percentage_is_rounded_once_and_its_parts_sum_to_it():
    goods = [good(1, "33.33"), good(2, "33.33"), good(3, "33.33")]

    cuts = best_cuts(goods, [terms(percent=Decimal(10))], now=NOW)

    assert off(cuts) == {1: "3.34", 2: "3.33", 3: "3.33"}  # 9.999 is 10.00; the odd cent to the earliest


def test_an_amount_is_shared_by_what_the_lines_cost():
    cuts = best_cuts([good(1, "100.00"), good(2, "50.00")], [terms(off=cny("15.00"))], now=NOW)

    assert off(cuts) == {1: "10.00", 2: "5.00"}


def test_the_best_rule_counts_for_each_line_and_the_older_of_two_alike():
    coffee = terms(1, percent=Decimal(20), products=frozenset({1}))
    everything, same = terms(2, percent=Decimal(10)), terms(3, percent=Decimal(10))

    cuts = best_cuts([good(1, "100"), good(2, "100")], [same, everything, coffee], now=NOW)

    assert {key: (cut.terms.id, str(cut.amount.amount)) for key, cut in cuts.items()} == {1: (1, "20.00"), 2: (2, "10.00")}


def test_a_code_counts_on_what_is_left():
    goods = [good(1, "100.00")]
    taken = best_cuts(goods, [terms(1, percent=Decimal(20))], now=NOW)

    assert off(code_cuts(terms(2, code="TEN", percent=Decimal(10)), goods, taken, now=NOW)) == {1: "8.00"}


def test_no_piece_falls_below_a_minor_unit():
    goods = [good(1, "0.05", quantity=5), good(2, "3.00", quantity=2), good(3, "10", currency="CNY")]

    cuts = best_cuts(goods, [terms(off=cny("500"))], now=NOW)

    assert off(cuts) == {2: "2.98", 3: "9.99"}


def test_francs_have_no_digits_after_the_point():
    cuts = best_cuts([good(1, "1005", currency="RWF"), good(2, "1005", currency="RWF")], [terms(percent=Decimal("12.5"))], now=NOW)

    assert off(cuts) == {1: "126", 2: "125"}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"starts_at": at(hours=1)}, Why.NOT_BEGUN),
        ({"ends_at": at(seconds=0)}, Why.OVER),
        ({"off": Money(Decimal(5), "RWF")}, Why.CURRENCY),
        ({"seller_id": 2}, Why.GOODS),
        ({"products": frozenset({9})}, Why.GOODS),
        ({"has_scope": True}, Why.GOODS),  # a campaign without goods is no rule for everything
        ({"minimum": cny("120.00")}, Why.MINIMUM),
        ({"off": cny("0.01"), "products": frozenset({2})}, Why.LOWEST),
    ],
)
def test_a_code_says_why_it_counts_for_nothing(rule, said):
    with pytest.raises(CodeRefused) as refusal:
        code_cuts(terms(code="TEN", **rule), [good(1, "100.00"), good(2, "0.01")], {}, now=NOW)

    assert refusal.value.why == said


def test_a_code_says_how_much_is_missing_of_its_own_goods():
    goods = [good(1, "100.00"), good(2, "500.00", seller_id=2)]

    with pytest.raises(CodeRefused) as refusal:
        code_cuts(terms(code="TEN", minimum=cny("120.00"), seller_id=1), goods, {}, now=NOW)

    assert str(refusal.value.missing) == "20.00 CNY"


def test_a_least_basket_is_reached_before_any_discount():
    goods = [good(1, "100.00")]
    taken = best_cuts(goods, [terms(1, percent=Decimal(50))], now=NOW)

    assert off(code_cuts(terms(2, code="TEN", minimum=cny("100.00")), goods, taken, now=NOW)) == {1: "5.00"}


def test_goods_of_a_flash_sale_take_none_and_reach_no_least_basket():
    goods = [good(1, "100.00", is_barred=True), good(2, "10.00")]

    assert off(best_cuts(goods, [terms()], now=NOW)) == {2: "1.00"}
    assert best_cuts(goods, [terms(minimum=cny("50.00"))], now=NOW) == {}


def test_rules_count_between_their_first_and_last_moment_alone():
    rules = [terms(1, starts_at=at(seconds=1)), terms(2, ends_at=NOW)]

    assert best_cuts([good(1, "100.00")], rules, now=NOW) == {}
    assert set(best_cuts([good(1, "100.00")], rules, now=at(seconds=1))) == {1}


def test_what_is_frozen_names_the_rule_in_all_languages_and_whose_money_it_is():
    rule = terms(7, code="TEN", names={"en": "Ten", "zh-hans": "九折"}, house_percent=Decimal(40), payer="campaign:3")

    [cut] = code_cuts(rule, [good(1, "100.00")], {}, now=NOW).values()

    assert frozen([cut]) == [
        {
            "rule": 7, "code": "TEN", "names": {"en": "Ten", "zh-hans": "九折"}, "percent": "10",
            "amount": "10.00", "promotion": "4.00", "payer": "campaign:3",
        }
    ]  # fmt: skip


@st.composite
def baskets(draw):
    """A currency, lines of any price, three rules that count by themselves and a code."""
    currency = draw(st.sampled_from(["CNY", "RWF", "USD"]))
    units = st.integers(1, 3_000_000).map(lambda n: Decimal(n).scaleb(-precision(currency)))
    goods = [
        good(place, price * quantity, quantity=quantity, currency=currency, category_id=shelf, seller_id=seller, is_barred=barred)
        for place, (price, quantity, shelf, seller, barred) in enumerate(
            draw(
                st.lists(
                    st.tuples(units, st.integers(1, 40), st.integers(1, 2), st.integers(1, 2), st.sampled_from([False, False, True])),
                    min_size=1, max_size=6,
                )
            )
        )
    ]  # fmt: skip
    rules = []
    for number in range(1, 5):
        facts = draw(
            st.one_of(
                st.integers(1, 9000).map(lambda n: {"percent": Decimal(n) / 100}),
                units.map(lambda amount: {"off": Money(amount, currency)}),
            )
        )
        scope = draw(st.sampled_from([{}, {"categories": frozenset({1})}, {"seller_id": 2}]))
        share = Decimal(draw(st.integers(0, 10_000))) / 100
        rules.append(terms(number, house_percent=share, code="CODE" if number == 4 else "", **facts, **scope))
    return currency, goods, rules


@given(basket=baskets())
def test_whatever_is_bought_every_part_sums_to_its_whole(basket):
    currency, goods, (*rules, code) = basket

    taken = best_cuts(goods, rules, now=NOW)
    try:
        more = code_cuts(code, goods, taken, now=NOW)
    except CodeRefused as refusal:
        assert refusal.why in (Why.GOODS, Why.LOWEST)
        more = {}

    by_key = {one.key: one for one in goods}
    for cuts in (taken, more):
        for key, cut in cuts.items():
            assert cut.terms.covers(by_key[key]) and cut.amount == cut.amount.rounded() and cut.amount.amount > 0
            assert 0 <= cut.promotion.amount <= cut.amount.amount and cut.promotion == cut.promotion.rounded()
    for one in goods:
        off = total([cuts[one.key].amount for cuts in (taken, more) if one.key in cuts], currency)
        left = one.total - off
        assert left.amount >= Decimal(one.quantity).scaleb(-precision(currency)) or not off
        assert not (one.is_barred and off)
    if more:  # a code's parts, and the house's of them, sum to the minor unit
        covered = [one for one in goods if code.covers(one)]
        left = [one.total - taken[one.key].amount if one.key in taken else one.total for one in covered]
        rooms = total([room(one, money) for one, money in zip(covered, left, strict=True)], currency)
        given_off = total([cut.amount for cut in more.values()], currency)
        if code.off:
            assert given_off == min(code.off, rooms)
        assert total([cut.promotion for cut in more.values()], currency) == (given_off * (code.house_percent / 100)).rounded()
