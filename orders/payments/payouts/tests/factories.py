"""Sellers with earned money, for tests. The cast: alice owns the shop, charlie is a stranger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from catalog.tests.factories import make_seller
from marketplace.accounts.models import User
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.money.models import ExchangeRate
from orders.payments.ledger.services.posting import post_fulfilment
from orders.payments.ledger.tests.factories import capture, make_share
from orders.payments.models import Payment
from orders.payments.payouts.models import Payout, PayoutBatch, PayoutSchedule
from orders.payments.payouts.services.sending import make_batch, release_batch
from sellers.models import Seller
from sellers.services.payout import payout_columns

BANK = {"holder": "Coocamu Musasa Coöperative", "bank": "Bank of Kigali", "swift": "BKIGRWRW", "account": "00040069123456"}
MOMO = {"holder": "Coocamu", "momo": "+250788123456"}


def make_schedule(minimum: str = "0", **fields) -> PayoutSchedule:
    values = {
        "days": [1, 16],
        "currency": "RWF",
        "holder": "Isoko Rwanda",
        "bic": "BKIGRWRW",
        "account": "00040000000001",
        "valid_from": date(2026, 1, 1),
        "source": "test",
        **fields,
    }
    return PayoutSchedule.objects.create(hub=current_hub(), minimum=Decimal(minimum), **values)


def make_rate(base: str, rate: str, quote: str = "RWF", day: date = date(2026, 1, 1)) -> ExchangeRate:
    return ExchangeRate.objects.create(hub=current_hub(), base=base, quote=quote, rate=Decimal(rate), day=day, source="BNR test")


def make_firm(name: str = "Coocamu", *, momo: bool = False, owner=None, **fields) -> Seller:
    """An approved seller who has said where the money shall go."""
    seller = make_seller(name, owner=owner, contact_email="alice@shop.example", **fields)
    kind, details = ("momo", MOMO) if momo else ("bank", BANK)
    columns = payout_columns(seller=seller, payout_kind=kind, details=details)
    Seller.objects.filter(pk=seller.pk).update(**columns)
    seller.refresh_from_db()
    return seller


def send(*payouts: Payout) -> PayoutBatch:
    """Prepared by one officer, released by another."""
    one, other = (User.objects.get_or_create(email=f"{name}@rdb.example")[0] for name in ("olive", "oscar"))
    return release_batch(batch=make_batch(payouts=payouts, by=one), by=other)


def earn(book, seller: Seller, part: str, goods: Money, delivery: Money | None = None) -> Payment:
    """An order of the seller's, paid and arrived."""
    payment = capture(book, make_share(part, seller, goods, delivery=delivery))
    post_fulfilment(part=part)
    return payment
