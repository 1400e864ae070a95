from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from catalog.tests.factories import category, make_rate, make_seller
from marketplace.money import Money
from orders.payments.ledger.enums import AccountKind, RuleKind
from orders.payments.ledger.models import CommissionLine
from orders.payments.ledger.selectors import balance_of, faults, owed_to
from orders.payments.ledger.services.commission import chosen_rule, rules_of
from orders.payments.ledger.services.posting import post_fulfilment
from orders.payments.ledger.tests.factories import capture, cny, day, make_rule, make_share, refund

pytestmark = pytest.mark.django_db


def chosen(seller, path: str, kind: str = RuleKind.COMMISSION):
    return chosen_rule(rules_of(), kind=kind, seller_id=seller.pk, path=path)


def test_most_particular_rule_counts():
    shop, other = make_seller(), make_seller()
    coffee = category("roasted-coffee")
    shelf_above = coffee.parent
    everybody, above, shelf = make_rule("0.10"), make_rule("0.08", category=shelf_above), make_rule("0.07", category=coffee)
    firm, both = make_rule("0.06", seller=shop), make_rule("0.05", seller=shop, category=coffee)

    assert chosen(other, "crafts/") == everybody
    assert chosen(other, shelf_above.path) == above
    assert chosen(other, coffee.path) == shelf
    assert chosen(shop, "crafts/") == firm
    assert chosen(shop, coffee.path) == both


def test_rule_counts_in_its_days_alone_and_the_younger_of_two():
    shop = make_seller()
    assert chosen(shop, "crafts/") is None
    make_rule("0.10", valid_from=day() + timedelta(days=2))
    make_rule("0.09", valid_from=date(2020, 1, 1), valid_to=day() - timedelta(days=2))
    assert chosen(shop, "crafts/") is None
    make_rule("0.08", valid_from=date(2025, 1, 1))
    younger = make_rule("0.07", valid_from=date(2026, 1, 1))
    assert chosen(shop, "crafts/") == younger


def test_rules_keep_to_their_shape():
    make_rule("0.10")
    for wrong in (
        {"rate": "0.10"},  # the same again
        {"rate": "1"},
        {"rate": "-0.01"},
        {"rate": "0.1", "valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)},
        {"rate": "0.1", "kind": RuleKind.WITHHOLDING, "category": category("roasted-coffee")},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_rule(**wrong)


def test_lines_are_frozen_with_rate_base_and_rule(book):
    shop, coffee = make_seller(), category("roasted-coffee")
    general, for_coffee = make_rule("0.10"), make_rule("0.05", category=coffee)
    tax, withheld = make_rule("0.18", RuleKind.COMMISSION_TAX), make_rule("0.03", RuleKind.WITHHOLDING)
    share = make_share("A-1", shop, (coffee.path, cny("136.00")), ("crafts/", cny("33.33")), (coffee.path, cny("0.10")), delivery=cny(40))

    capture(book, share)

    lines = CommissionLine.objects.order_by("pk")
    assert [(line.rule, str(line.rate.normalize()), line.base, line.money) for line in lines] == [
        (for_coffee, "0.05", cny("136.10"), cny("6.81")),  # 6.805
        (general, "0.1", cny("33.33"), cny("3.33")),
        (tax, "0.18", cny("10.14"), cny("1.83")),  # 1.8252
        (withheld, "0.03", cny("169.43"), cny("5.08")),  # 5.0829
    ]
    with pytest.raises(IntegrityError, match="append-only"):
        lines.update(amount=0)


def test_nothing_is_kept_back_where_no_rule_stands(book):
    capture(book, make_share("A-1", make_seller(), cny("136.00")))
    assert not CommissionLine.objects.exists()


def test_commission_of_whole_francs_is_whole_francs(book):
    make_rule("0.05")
    capture(book, make_share("A-1", make_seller(), Money(cny(13_470).amount, "RWF")))
    assert str(CommissionLine.objects.get().money) == "674 RWF"  # 673.5


def one_line(book, amount: Money, **rule) -> CommissionLine:
    make_rule("0.05", **rule)
    capture(book, make_share("A-1", make_seller(), amount))
    return CommissionLine.objects.get()


@pytest.mark.parametrize(
    ("goods", "kept", "limit"),
    [
        ("40.00", "10.00", "least"),  # 2.00 would be less
        ("4.00", "4.00", "least"),  # never more than the goods
        ("200.00", "10.00", ""),  # the rate itself
        ("400.00", "20.00", ""),
        ("999.80", "49.99", ""),
        ("1000.20", "50.00", "most"),  # 50.01
        ("5000.00", "50.00", "most"),
    ],
)
def test_commission_is_held_to_its_least_and_most(book, goods, kept, limit):
    line = one_line(book, cny(goods), least_amount="10", most_amount="50", limit_currency="CNY")

    assert (line.money, line.base, line.limit_kind) == (cny(kept), cny(goods), limit)
    assert line.limit == {"least": cny(10), "most": cny(50), "": None}[limit] and line.limit_rate is None


def test_limit_in_another_currency_is_held_to_at_the_rate_of_the_day_and_frozen(book):
    rate = make_rate("CNY", "RWF", "200", day() - timedelta(days=1))

    line = one_line(book, cny("40.00"), least_amount="1000", limit_currency="RWF")

    assert (line.money, line.limit_kind, str(line.limit)) == (cny("5.00"), "least", "1000 RWF")
    frozen = (line.limit_rate, line.limit_rate_base, line.limit_rate_quote, line.limit_rate_day, line.limit_rate_source)
    assert frozen == (rate.rate, "CNY", "RWF", rate.day, rate.source)


def test_limit_that_no_rate_joins_with_the_sale_does_not_count(book):
    make_rate("CNY", "RWF", "200", day() + timedelta(days=2))  # in Kigali it may be tomorrow already
    line = one_line(book, cny("40.00"), least_amount="1000", limit_currency="RWF")
    assert (line.money, line.limit_kind) == (cny("2.00"), "")


def test_limits_are_of_one_order_and_of_what_the_rule_chose(book):
    coffee = category("roasted-coffee")
    make_rule("0.05", least_amount="10", limit_currency="CNY")
    make_rule("0.02", category=coffee, most_amount="3", limit_currency="CNY")
    make_rule("0.18", RuleKind.COMMISSION_TAX)
    lines = ((coffee.path, cny(100)), (coffee.path, cny(100)), ("crafts/", cny(20)), ("crafts/", cny(30)))

    capture(book, make_share("A-1", make_seller(), *lines))

    assert [(line.base, line.money) for line in CommissionLine.objects.order_by("pk")] == [
        (cny(200), cny(3)),
        (cny(50), cny(10)),
        (cny(13), cny("2.34")),
    ]


def test_same_share_of_a_least_stays_kept_as_of_the_goods(book):
    shop = make_seller()
    make_rule("0.05", least_amount="10", limit_currency="CNY")
    payment = capture(book, make_share("A-1", shop, cny(40)))
    post_fulfilment(part="A-1")

    refund(payment, cny(30), "A-1")
    assert owed_to(shop, AccountKind.PAYABLE) == [cny("7.50")] and balance_of(AccountKind.COMMISSION, "CNY") == cny("-2.50")
    refund(payment, cny(10), "A-1")
    assert owed_to(shop, AccountKind.PAYABLE) == [] and balance_of(AccountKind.COMMISSION, "CNY") == cny(0)
    assert not list(faults())


@pytest.mark.parametrize(
    "wrong",
    [
        {"least_amount": "10"},
        {"limit_currency": "CNY"},
        {"least_amount": "10", "limit_currency": "cny"},
        {"least_amount": "0", "limit_currency": "CNY"},
        {"most_amount": "-1", "limit_currency": "CNY"},
        {"least_amount": "10", "most_amount": "9.99", "limit_currency": "CNY"},
        {"least_amount": "10", "limit_currency": "CNY", "kind": RuleKind.WITHHOLDING},
    ],
)
def test_limits_keep_to_their_shape(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_rule("0.10", **wrong)
