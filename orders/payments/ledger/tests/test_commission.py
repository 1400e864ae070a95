from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from catalog.tests.factories import category, make_seller
from marketplace.money import Money
from orders.payments.ledger.enums import RuleKind
from orders.payments.ledger.models import CommissionLine
from orders.payments.ledger.services.commission import chosen_rule, rules_of
from orders.payments.ledger.tests.factories import capture, cny, day, make_rule, make_share

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
