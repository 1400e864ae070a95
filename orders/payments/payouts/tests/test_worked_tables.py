"""docs/pricing.md is true: every figure that it prints is worked out here by the code, under the same name."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from catalog.tests.factories import category
from catalog.tiers import scale
from marketplace.look.writing import amount as written
from marketplace.money import Money, total
from marketplace.money.rates import convert
from orders.payments.ledger.enums import AccountKind, RuleKind
from orders.payments.ledger.models import CommissionLine
from orders.payments.ledger.selectors import faults, owed_to
from orders.payments.ledger.services.posting import post_fulfilment
from orders.payments.ledger.tests.factories import capture, cny, make_rule, make_share, refund
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.tests.factories import earn, make_firm, make_rate, make_schedule

pytestmark = pytest.mark.django_db
ROW = re.compile(r"^\| (?P<name>[^|]+) \| [^|]+ \| (?P<printed>(?:¥|RWF )[\d,.]+) \|$", re.MULTILINE)


def printed(money: Money) -> str:
    return written(money, "en").replace("\u00a0", " ")


def test_every_printed_figure_is_what_the_code_works_out(book):
    page = (Path(settings.BASE_DIR) / "docs" / "pricing.md").read_text()
    told = {row["name"].strip(): row["printed"] for row in ROW.finditer(page)}

    worked = {name: printed(money) for name, money in (work_out(book) | limits(book)).items()}

    assert told == worked and len(told) == 27
    assert not list(faults())


def work_out(book) -> dict[str, Money]:
    coffee = category("roasted-coffee")
    make_rule("0.05")
    make_rule("0.03", category=coffee)
    make_rule("0.18", RuleKind.COMMISSION_TAX)
    make_rate("USD", "7.2", quote="CNY")
    make_rate("CNY", "204.5")
    make_schedule()
    shop = make_firm()
    figures: dict[str, Money] = {}

    bags, basket = (cny("68.00") * 2).rounded(), (cny("238.00") * 1).rounded()
    parts = [convert(Money(Decimal(component), "USD"), "CNY", date(2026, 11, 1)).money for component in ("12.40", "3.15")]
    goods, delivery = total([bags, basket], "CNY"), total(parts, "CNY")
    figures |= {"2 × 68.00": bags, "1 × 238.00": basket, "Goods": goods, "12.40 USD": parts[0], "3.15 USD": parts[1]}
    figures |= {"Delivery": delivery, "Total": goods + delivery}

    tiers = scale(cny("68.00"), [(10, Decimal(60)), (50, Decimal(50))])
    figures |= {f"{name} bags": (tiers.at(count) * count).rounded() for name, count in (("Nine", 9), ("Ten", 10), ("Fifty", 50))}

    payment = capture(book, make_share("A-1", shop, (coffee.path, bags), ("crafts/", basket), delivery=delivery))
    lines = [line.money for line in CommissionLine.objects.order_by("pk")]
    post_fulfilment(part="A-1")
    figures |= dict(zip(["Commission, 3 % of 136.00", "Commission, 5 % of 238.00", "Tax, 18 % of 15.98"], lines, strict=True))
    figures["Owed when the goods have arrived"] = owed_to(shop, AccountKind.PAYABLE)[0]

    refund(payment, cny("68.00"), "A-1")
    earn(book, shop, "A-2", Money(Decimal(13_470), "RWF"))
    (payout,) = prepare_payouts()

    def line(part: str, happened: str, item: str) -> Money:
        return payout.lines.get(part=part, happened=happened, item=item).money

    sums = {row.currency: row for row in payout.sums.select_related("payout")}
    figures |= {
        "Goods refunded": line("A-1", "refund", "goods") * -1,
        "Commission given back": line("A-1", "refund", "commission"),
        "Tax given back": line("A-1", "refund", "commission_tax"),
        "Owed after the refund": sums["CNY"].money,
        "Commission, 5 % of 13,470": line("A-2", "fulfilment", "commission") * -1,
        "Tax, 18 % of 674": line("A-2", "fulfilment", "commission_tax") * -1,
        "Owed in francs": sums["RWF"].money,
        "402.52 CNY in francs": sums["CNY"].result,
        "Paid out": payout.money,
    }
    return figures


def limits(book) -> dict[str, Money]:
    """Commission with a least and a most, on a shelf of its own."""
    baskets = category("baskets")
    make_rule("0.05", category=baskets, least_amount="1000", most_amount="20000", limit_currency="RWF")
    shop = make_firm("Agaseke")

    def kept(amount: str) -> Money:
        capture(book, make_share(f"B-{amount}", shop, (baskets.path, cny(amount))))
        return CommissionLine.objects.get(split__part=f"B-{amount}", kind=RuleKind.COMMISSION).money

    return {
        "5 % of 68.00 is 3.40: the least": kept("68.00"),
        "5 % of 374.00, between the two": kept("374.00"),
        "5 % of 2,380.00 is 119.00: the most": kept("2380.00"),
        "5 % of 3.40 is 0.17: the goods": kept("3.40"),
    }
