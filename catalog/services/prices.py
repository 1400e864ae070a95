"""Prices: what the seller set, and the same in every other selling currency at the dated rate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from catalog.models import Product, Variant, VariantPrice
from catalog.services.listings import refresh_listings
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.money.rates import NoRate, convert


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
    """The seller's own price in this currency; the currencies nobody set follow it. Raises UnknownCurrency, ValueError at zero or below."""
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
            "is_demonstration": is_demonstration,
            "note": note,
            "source": source,
        },
    )
    if before is None or before.amount != row.amount or before.converted_from:
        record(
            subject=Product(pk=variant.product_id),
            action="price.set",
            by=by,
            before={variant.sku: str(before.money)} if before else {},
            after={variant.sku: str(row.money)},
        )
    convert_prices([variant], on=on)
    refresh_listings([variant.product_id])
    return row


@transaction.atomic
def clear_price(*, variant: Variant, currency: str, by: User | None) -> None:
    """Take the seller's own price in this currency away; it is converted from another set price, or gone with the last."""
    row = VariantPrice.objects.filter(variant=variant, currency=currency, converted_from="").first()
    if row is None:
        return
    record(subject=Product(pk=variant.product_id), action="price.cleared", by=by, before={variant.sku: str(row.money)})
    row.delete()
    convert_prices([variant])
    refresh_listings([variant.product_id])


def convert_prices(variants: Iterable[Variant], on: date | None = None) -> int:
    """Write the converted rows of these variants anew: for each currency without a set price, from the first set one (the hub's
    order of currencies) that a rate of the day joins. A currency no rate reaches has no price. Returns the rows written."""
    hub, on = current_hub(), on or timezone.localdate()
    ids = [variant.pk for variant in variants]
    found: dict[int, dict[str, VariantPrice]] = {pk: {} for pk in ids}
    for row in VariantPrice.objects.filter(variant__in=ids, converted_from=""):
        found[row.variant_id][row.currency] = row
    rates: dict[tuple[str, str], tuple[Decimal, int] | None] = {}

    def rate_between(base: str, quote: str) -> tuple[Decimal, int] | None:
        if (base, quote) not in rates:
            try:
                done = convert(Money(Decimal(1), base), quote, on)
                rates[base, quote] = (done.rate, done.row.pk)
            except NoRate:
                rates[base, quote] = None
        return rates[base, quote]

    new: list[VariantPrice] = []
    for pk, by_currency in found.items():
        for currency in hub.selling_currencies:
            if currency in by_currency:
                continue
            for base in hub.selling_currencies:
                if base in by_currency and (rate := rate_between(base, currency)):
                    amount = Money(by_currency[base].amount * rate[0], currency).rounded().amount
                    if amount > 0:
                        own = by_currency[base]
                        new.append(
                            VariantPrice(
                                variant_id=pk,
                                currency=currency,
                                amount=amount,
                                rate_id=rate[1],
                                converted_from=base,
                                is_demonstration=own.is_demonstration,
                                note=own.note,
                                source=own.source,
                            )
                        )
                    break
    with transaction.atomic():
        VariantPrice.objects.filter(variant__in=ids).exclude(converted_from="").delete()
        VariantPrice.objects.bulk_create(new)
    return len(new)


def convert_all(on: date | None = None, batch: int = 500) -> int:
    """Bring every converted price of the hub to the rates of the day, in batches. Returns how many rows were written."""
    products = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    written = 0
    for start in range(0, len(products), batch):
        part = products[start : start + batch]
        with transaction.atomic():
            written += convert_prices(Variant.objects.filter(product__in=part).order_by("pk"), on=on)
            refresh_listings(part)
    return written
