"""Five thousand random sales against random rules of commission, without a database: what a line keeps, and what of it goes back."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from marketplace.money import Money, precision, total
from orders.payments.ledger.enums import LimitKind, RuleKind
from orders.payments.ledger.models import CommissionLine, CommissionRule, PaymentSplit
from orders.payments.ledger.services.commission import frozen_lines

SALES = 500
SHELVES = ["food/coffee/", "food/tea/", "crafts/"]


def amount(chance: Random, currency: str, most: int = 5_000_000) -> Money:
    return Money(Decimal(chance.randint(1, chance.choice([50, 5_000, most]))).scaleb(-precision(currency)), currency)


def random_rules(chance: Random, currency: str) -> list[CommissionRule]:
    """One for everybody, with a least and a most, or one of them, or neither; and the two taxes."""
    least, most = sorted(amount(chance, currency, 100_000) for _limit in range(2))
    chosen = {"least_amount": least.amount, "most_amount": most.amount}
    limits = {name: limit for name, limit in chosen.items() if chance.random() < 0.6}
    rates = [Decimal(chance.randint(0, 30_000)).scaleb(-5) for _kind in RuleKind]
    rules = [CommissionRule(pk=number, hub_id=1, kind=kind, rate=rates[number]) for number, kind in enumerate(RuleKind)]
    for name, limit in limits.items():
        setattr(rules[0], name, limit)
    rules[0].limit_currency = currency if limits else ""
    return rules


def random_sale(chance: Random) -> tuple[PaymentSplit, list[CommissionLine], CommissionRule]:
    currency = chance.choice(["CNY", "RWF", "USD"])
    rules = random_rules(chance, currency)
    goods = [(chance.choice(SHELVES), amount(chance, currency)) for _line in range(chance.randint(1, 5))]
    whole = total([each for _path, each in goods], currency)
    split = PaymentSplit(hub_id=1, seller_id=1, currency=currency, goods_amount=whole.amount, delivery_amount=0)
    return split, frozen_lines(split, goods, rules), rules[0]


@pytest.mark.parametrize("seed", range(10))
def test_every_line_is_its_rate_of_its_base_or_its_limit(seed):
    chance = Random(seed)
    for _sale in range(SALES):
        split, lines, rule = random_sale(chance)
        unit = Fraction(1, 10 ** precision(split.currency))
        for line in lines:
            assert line.money == line.money.rounded() and 0 < line.amount <= line.base_amount
            exact = Fraction(line.base_amount) * Fraction(line.rate)
            match line.limit_kind:
                case LimitKind.LEAST:
                    assert line.amount == min(rule.least_amount, line.base_amount) and exact < rule.least_amount
                case LimitKind.MOST:
                    assert line.amount == rule.most_amount < exact + unit
                case _:
                    assert abs(Fraction(line.amount) - exact) <= unit / 2
        commission = [line for line in lines if line.kind == RuleKind.COMMISSION]
        assert not commission or [line.base for line in commission] == [split.goods]
        taxed = [line.base for line in lines if line.kind == RuleKind.COMMISSION_TAX]
        assert not taxed or taxed == [commission[0].money]


@pytest.mark.parametrize("seed", range(10))
def test_what_goes_back_with_the_goods_sums_to_the_line_to_the_cent(seed):
    chance = Random(seed)
    for _sale in range(SALES):
        split, lines, _rule = random_sale(chance)
        sold, back = split.goods, {line.kind: Money.zero(split.currency) for line in lines}
        while sold:
            left = sold - min(amount(chance, split.currency), sold)
            for line in lines:
                given = line.kept(sold, split.goods) - line.kept(left, split.goods)
                assert given.amount >= 0 and given == given.rounded()
                back[line.kind] += given
            # A sale of many small refunds is cut short: the rest goes back at once.
            sold = left if chance.random() < 0.8 else Money.zero(split.currency)
            if not sold and left:
                for line in lines:
                    back[line.kind] += line.kept(left, split.goods)
        assert back == {line.kind: line.money for line in lines}
