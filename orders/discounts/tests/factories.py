"""Rules for tests. Those of the marketplace stand without officers, as a demonstration's do; the cast: alice owns the shop."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalog.models import Category, Product
from marketplace.accounts.models import User
from marketplace.allocation.things import Thing
from marketplace.money import Money
from orders.discounts.models import Discount
from orders.discounts.services.keeping import confirm_discount, make_discount, propose_discount, stand
from orders.discounts.terms import Good, Terms

NOW = timezone.now()


def draft(**fields: Any) -> Discount:
    """A rule that is not saved: ten of a hundred from yesterday to tomorrow unless it is told otherwise."""
    now = timezone.now()
    values = {"name": "Test days", "starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=1), **fields}
    if "amount" not in values:
        values.setdefault("percent", Decimal(10))
    else:
        values.setdefault("currency", "CNY")
    if values.get("minimum_amount"):
        values.setdefault("currency", "CNY")
    return Discount(**values)


def house_discount(**fields: Any) -> Discount:
    """In force, paid by the marketplace."""
    return stand(draft(**fields))


def shop_discount(seller, by: User, *, categories: Iterable[Category] = (), products: Iterable[Product] = (), **fields: Any) -> Discount:
    """In force, made and paid by the firm."""
    return make_discount(discount=draft(seller=seller, **fields), categories=categories, products=products, by=by)


def offered_discount(seller, *, proposed_by: User, confirmed_by: User, **fields: Any) -> Discount:
    """Confirmed by the marketplace, which pays half; the firm has not agreed yet."""
    proposal = propose_discount(discount=draft(seller=seller, house_percent=Decimal(50), **fields), by=proposed_by)
    return confirm_discount(discount=proposal, by=confirmed_by)


def terms(number: int = 1, **fields: Any) -> Terms:
    """Terms without a row: ten of a hundred of everything, paid by the house."""
    values: dict[str, Any] = {
        "id": number,
        "code": "",
        "names": {"en": f"Rule {number}"},
        "percent": None if "off" in fields else Decimal(10),
        "off": None,
        "minimum": None,
        "seller_id": None,
        "has_scope": bool(fields.get("categories") or fields.get("products")),
        "categories": frozenset(),
        "products": frozenset(),
        "house_percent": Decimal(100),
        "payer": "",
        "starts_at": NOW - timedelta(days=1),
        "ends_at": NOW + timedelta(days=1),
        "thing": Thing("discount", str(number)),
        "total_limit": None,
        "buyer_limit": None,
    }
    return Terms(**{**values, **fields})


def good(key: int, total: str | Decimal, *, quantity: int = 1, currency: str = "CNY", **fields: Any) -> Good:
    values = {"seller_id": 1, "product_id": key, "category_id": 1, **fields}
    return Good(key=key, quantity=quantity, total=Money(Decimal(total), currency).rounded(), **values)


def at(**ago: int) -> datetime:
    return NOW + timedelta(**ago)
