"""Random carts by the hundred, split among sellers, and as many refunds, through the services that write the books, payouts in between:
the ledger sums to zero, no captured amount is unaccounted for, no payout is above what was earned.

What happens is drawn from a seed, so that a failure happens again; payments and refunds are made by the hundred, and posted one by one.
`THOUSANDS_SEEDS=40 pytest …` takes twenty times as many."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money, precision, total
from orders.payments.enums import PaymentState, RefundReason, RefundState
from orders.payments.ledger.enums import AccountKind, RuleKind
from orders.payments.ledger.models import PaymentSplit, Posting
from orders.payments.ledger.selectors import balance_of
from orders.payments.ledger.services.posting import post_capture, post_fulfilment, post_refund
from orders.payments.ledger.tests.factories import due_for, make_rule
from orders.payments.models import Payment, Refund
from orders.payments.payouts.models import Payout
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import mark_paid, mark_returned
from orders.payments.payouts.tests.factories import make_firm, make_rate, make_schedule, send
from orders.payments.payouts.tests.test_random_payouts import check
from orders.payments.purposes import Share

pytestmark = pytest.mark.django_db
CARTS = 250
SEEDS = int(os.environ.get("THOUSANDS_SEEDS", "2"))
SHELVES = ["food/coffee/", "food/tea/", "crafts/"]
RATES = {"CNY": "204.5", "USD": "1452"}


def money(chance: Random, currency: str, least: int = 1, most: int = 5_000_000) -> Money:
    return Money(Decimal(chance.randint(least, most)).scaleb(-precision(currency)), currency)


def make_rules(chance: Random) -> None:
    limits = {"least_amount": chance.randint(1, 500), "most_amount": chance.randint(500, 50_000), "limit_currency": "RWF"}
    make_rule(f"0.{chance.randint(0, 30_000):05}", **chance.choice([{}, limits]))
    for kind in (RuleKind.COMMISSION_TAX, RuleKind.WITHHOLDING):
        make_rule(f"0.{chance.randint(0, 30_000):05}", kind)


def draw_carts(chance: Random, firms: list) -> list[list[Share]]:
    carts = []
    for number in range(CARTS):
        currency = chance.choice(["CNY", "USD", "RWF"])
        sellers = chance.sample(firms, chance.choice([1, 1, 2, 3]))
        carts.append([draw_share(chance, f"A-{number}-{place}", firm, currency) for place, firm in enumerate(sellers)])
    return carts


def draw_share(chance: Random, part: str, firm, currency: str) -> Share:
    """What a firm sells; of every other one the marketplace or a campaign pays a part."""
    goods = tuple((chance.choice(SHELVES), money(chance, currency)) for _line in range(chance.randint(1, 4)))
    off = min(money(chance, currency), total([amount for _path, amount in goods], currency) - money(chance, currency, 1, 1))
    promotions = ((chance.choice(["", "campaign:7"]), off),) if off and chance.random() < 0.5 else ()
    return Share(part, firm.pk, goods, money(chance, currency, 0), promotions)


def worth(cart: list[Share]) -> Money:
    currency = cart[0].delivery.currency
    return total([due_for(share) for share in cart], currency)


def draw_refunds(chance: Random, payments: list[Payment], carts: list[list[Share]]) -> list[Refund]:
    """As many as carts, of an order or of the whole payment, of any make, borne by either; together never above what came."""
    left = [payment.captured for payment in payments]
    refunds = []
    for number in range(CARTS):
        place = chance.randrange(CARTS)
        amount = min(money(chance, left[place].currency), left[place])
        if not amount:
            continue
        left[place] -= amount
        parts: dict[str, str] = {}
        if chance.random() < 0.8:
            share = chance.choice(carts[place])
            freight = (amount * Decimal(chance.choice(["0", "0", "0.1", "0.33"]))).rounded()
            delivery = (amount * Decimal(chance.choice(["0", "0.2"]))).rounded()
            goods = amount - freight - delivery
            made_of = {"goods": str(goods.amount), "delivery": str(delivery.amount), "freight": str(freight.amount)}
            parts = {"order": share.part, "borne_by": chance.choice(["seller", "seller", "hub"]), **made_of}
        refund = Refund(hub=current_hub(), payment=payments[place], key=f"R-{number}", amount=amount.amount, currency=amount.currency)
        refund.reason, refund.parts, refund.state, refund.done_at = RefundReason.RETURNED, parts, RefundState.DONE, timezone.now()
        refunds.append(refund)
    for payment, rest in zip(payments, left, strict=True):
        payment.refund_requested = payment.refunded_amount = payment.captured_amount - rest.amount
    return refunds


@pytest.mark.parametrize("seed", range(SEEDS))
def test_thousands_of_carts_refunds_and_payouts_leave_the_books_true(seed):
    chance, now = Random(seed), timezone.now()
    firms = [make_firm(f"Firm {number}", momo=number == 0) for number in range(5)]
    for currency, rate in RATES.items():
        make_rate(currency, rate)
    make_schedule(str(chance.choice([0, 5_000])))
    make_rules(chance)
    carts = draw_carts(chance, firms)
    payments = []
    for number, cart in enumerate(carts):
        due = worth(cart)
        payment = Payment(hub=current_hub(), purpose="test", key=f"T-{number}", provider="sandbox")
        payment.amount, payment.currency = due.amount, due.currency
        payment.state, payment.captured_amount, payment.captured_currency = PaymentState.PAID, due.amount, due.currency
        payment.paid_at, payment.expires_at = now, now + timedelta(minutes=30)
        payments.append(payment)
    refunds = draw_refunds(chance, payments, carts)
    Payment.objects.bulk_create(payments)
    Refund.objects.bulk_create(refunds)

    for payment, cart in zip(payments, carts, strict=True):
        post_capture(payment, cart)
    arrivals = [share.part for cart in carts for share in cart if chance.random() < 0.5]
    happenings = [*[(post_refund, (refund,), {}) for refund in refunds], *[(post_fulfilment, (), {"part": part}) for part in arrivals]]
    chance.shuffle(happenings)
    for number, (deed, values, named) in enumerate(happenings, start=1):
        deed(*values, **named)
        if number % 200 == 0:
            pay_out(chance)
    prepare_payouts()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    check(firms, 0)
    check_shares()
    check_providers(payments)


def pay_out(chance: Random) -> None:
    """A payout day in the middle of it; one of the payouts comes back."""
    prepared = prepare_payouts()
    for payout in prepared:
        if chance.random() < 0.5:
            send(payout)
            if chance.random() < 0.5:
                mark_paid(payout=payout)
            elif chance.random() < 0.5:
                mark_returned(payout=payout, reason="closed")


def check_shares() -> None:
    """Every order holds, or has earned, exactly what was captured for it less what went back and less what its frozen lines keep."""
    posted: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    rows = Posting.objects.filter(account__kind__in=[AccountKind.HELD, AccountKind.PAYABLE]).exclude(part="")
    for part, kind, amount in rows.values_list("part", "account__kind").annotate(Sum("amount")):
        posted[part, kind] = -amount
    splits = PaymentSplit.objects.prefetch_related("lines")
    for split in splits:
        kept = total([line.kept(split.sold, split.goods) for line in split.lines.all()], split.currency)
        earned = (split.left - kept).amount if split.is_earned else 0
        assert (posted[split.part, AccountKind.HELD], posted[split.part, AccountKind.PAYABLE]) == (
            0 if split.is_earned else split.left.amount,
            earned,
        )
    assert len(splits) > CARTS


def check_providers(payments: list[Payment]) -> None:
    """What lies at the provider is what came and has not gone back."""
    for currency in ("CNY", "USD", "RWF"):
        stays = sum((payment.captured_amount - payment.refunded_amount for payment in payments if payment.currency == currency), Decimal(0))
        assert balance_of(AccountKind.PROVIDER, currency, owner="sandbox").amount == stays
    assert Payout.objects.exists()
