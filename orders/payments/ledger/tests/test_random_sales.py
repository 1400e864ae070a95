"""Whatever is sold, refunded and fulfilled in whatever order: the books sum to zero and no captured amount is unaccounted for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from catalog.tests.factories import make_seller
from marketplace.money import Money, precision
from orders.payments.exceptions import PaymentRefused
from orders.payments.ledger.enums import AccountKind, RuleKind
from orders.payments.ledger.models import CommissionLine, PaymentSplit
from orders.payments.ledger.selectors import balance_of, faults, owed_to, trial_balance
from orders.payments.ledger.services.posting import post_fulfilment
from orders.payments.ledger.tests.factories import capture, make_rule, make_share, refund

pytestmark = pytest.mark.django_db
NAMES = ["delivery", "freight", "goodwill"]
SHELVES = ["food/coffee/", "food/tea/", "crafts/"]


def amounts(currency: str, least: int = 1, most: int = 5_000_000):
    return st.integers(least, most).map(lambda units: Money(Decimal(units).scaleb(-precision(currency)), currency))


@st.composite
def sales(draw):
    """A currency, the rates, a share for each seller, and what happens afterwards."""
    currency = draw(st.sampled_from(["CNY", "RWF", "USD"]))
    rates = draw(st.fixed_dictionaries({kind: st.integers(0, 30_000) for kind in RuleKind}))
    goods = st.lists(st.tuples(st.sampled_from(SHELVES), amounts(currency)), min_size=1, max_size=4)
    promotions = st.tuples(st.integers(0, 900), st.integers(0, 1_000))  # thousandths of the goods; of that, by a campaign
    shares = draw(st.lists(st.tuples(goods, amounts(currency, 0), promotions), min_size=1, max_size=3))
    refunds = st.tuples(
        st.just("refund"),
        st.integers(-1, len(shares) - 1),
        st.integers(1, 1_000),
        st.tuples(*[st.integers(0, 333)] * 3),
        st.sampled_from(["seller", "hub"]),
    )
    fulfilments = st.tuples(st.just("arrive"), st.integers(0, len(shares) - 1))
    return currency, rates, shares, draw(st.lists(st.one_of(refunds, fulfilments), max_size=8))


@pytest.fixture
def shops():
    return [make_seller(name) for name in ("Coocamu", "Agaseke", "Imigongo")]


@given(sale=sales())
def test_books_are_true_after_any_sale(book, shops, sale):
    with transaction.atomic():
        happen(book, shops, sale)
        transaction.set_rollback(True)


def promised(goods, thousandths: int, campaigns: int) -> tuple[tuple[str, Money], ...]:
    """What others pay of the goods: always less than all of it."""
    whole = sum((money.amount for _path, money in goods), Decimal(0))
    currency = goods[0][1].currency
    off = Money((whole * thousandths / 1_000), currency).rounded()
    if not off or off.amount >= whole:
        return ()
    campaign = (off * (Decimal(campaigns) / 1_000)).rounded()
    return (("", off - campaign), ("campaign:7", campaign))


def happen(book, shops, sale) -> None:
    currency, rates, shares, steps = sale
    for kind, rate in rates.items():
        make_rule(str(Decimal(rate) / 100_000), kind)
    told = [
        make_share(f"A-{place}", shop, *goods, delivery=delivery, promotions=promised(goods, *promotions))
        for place, (shop, (goods, delivery, promotions)) in enumerate(zip(shops, shares, strict=False))
    ]
    payment = capture(book, *told)
    gone = Money.zero(currency)
    for name, place, *rest in steps:
        part = f"A-{place}" if place >= 0 else ""
        if name == "arrive":
            post_fulfilment(part=part)
            continue
        share, made_of, bearer = rest
        amount = (payment.captured * (Decimal(share) / 1_000)).rounded()
        try:
            named = {name: (amount * (Decimal(of) / 1_001)).rounded() for name, of in zip(NAMES, made_of, strict=True)}
            if sum((money.amount for money in named.values()), Decimal(0)) > amount.amount:
                named = {}
            refund(payment, amount, part, borne_by=bearer, **named)
            gone += amount
        except PaymentRefused:
            pass
        payment.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert list(faults()) == []
    assert balance_of(AccountKind.PROVIDER, currency, owner="sandbox") == payment.captured - gone
    sums = [money for _account, money in trial_balance()]
    assert sum(money.amount for money in sums) == 0 and all(money == money.rounded() for money in sums)
    check_sellers(shops[: len(shares)], currency)


def check_sellers(shops, currency: str) -> None:
    """Each seller has all that was captured for them and has not gone back, less exactly what the frozen lines keep of it."""
    for split, shop in zip(PaymentSplit.objects.order_by("pk"), shops, strict=True):
        kept = Money.zero(currency)
        for line in CommissionLine.objects.filter(split=split):
            kept += line.kept(split.sold, split.goods)
        held, owed = (sum((m.amount for m in owed_to(shop, kind)), Decimal(0)) for kind in (AccountKind.HELD, AccountKind.PAYABLE))
        assert (held, owed) == ((0, (split.left - kept).amount) if split.is_earned else (split.left.amount, 0))
        assert split.left.amount >= 0 and (split.left or not kept)
        # Who gets everything back leaves nobody else's money with the seller, and nobody gets back what others paid.
        assert split.buyers_left.amount >= 0 and (split.buyers_left or not split.promotion_left)
