"""Prices: what the seller typed, currency by currency. The other currencies are proposed, never filled in behind their back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from catalog.models import Product, Variant, VariantPrice
from catalog.services.listings import refresh_listings
from catalog.services.price_history import note_no_price, note_prices
from catalog.services.proposals import propose
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.money import Money


class UnknownCurrency(ValueError):
    """The hub does not sell in this currency."""


@transaction.atomic
def set_price(
    *,
    variant: Variant,
    price: Money,
    by: User | None,
    is_demonstration: bool = False,
    note: str = "",
    source: str = "",
    on: date | None = None,
) -> VariantPrice:
    """The seller's own price in this currency and in no other; what the currencies without a typed one would be is proposed at the
    rate of the day. Raises UnknownCurrency, ValueError at zero or below."""
    if price.currency not in current_hub().selling_currencies:
        raise UnknownCurrency(price.currency)
    price = price.rounded()
    if price.amount <= 0:
        raise ValueError("A price is above zero.")
    before = VariantPrice.objects.filter(variant=variant, currency=price.currency).first()
    row, _ = VariantPrice.objects.update_or_create(
        variant=variant,
        currency=price.currency,
        defaults={
            "amount": price.amount,
            "rate": None,
            "converted_from": "",
            "base_amount": None,
            "is_demonstration": is_demonstration,
            "note": note,
            "source": source,
        },
    )
    if before is None or before.amount != row.amount:
        note_prices([row])
    if before is None or before.amount != row.amount or before.converted_from:
        record(
            subject=Product(pk=variant.product_id),
            action="price.set",
            by=by,
            before={variant.sku: str(before.money)} if before else {},
            after={variant.sku: str(row.money)},
        )
    propose([variant.pk], on)
    refresh_listings([variant.product_id])
    return row


@transaction.atomic
def clear_price(*, variant: Variant, currency: str, by: User | None) -> None:
    """Take the price in this currency away, typed or taken; nothing sells in it until the seller has another. Prices in other
    currencies stay, those that were taken from this one too."""
    row = VariantPrice.objects.filter(variant=variant, currency=currency).first()
    if row is None:
        return
    record(subject=Product(pk=variant.product_id), action="price.cleared", by=by, before={variant.sku: str(row.money)})
    note_no_price(row)
    row.delete()
    propose([variant.pk])
    refresh_listings([variant.product_id])
