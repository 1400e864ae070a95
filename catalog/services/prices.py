"""Prices: what the seller set, and the same in every other selling currency at the dated rate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from catalog.models import PriceProposal, Product, ProposalState, Variant, VariantPrice
from catalog.services.listings import refresh_listings
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.money.models import ExchangeRate
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


def worked_out(ids: Iterable[int], on: date | None = None) -> list[VariantPrice]:
    """What these variants would cost in each currency without a set price, from the first set one (the hub's order of currencies)
    that a rate of the day joins; not saved. A currency no rate reaches is not there."""
    hub, on = current_hub(), on or timezone.localdate()
    found: dict[int, dict[str, VariantPrice]] = {pk: {} for pk in ids}
    for row in VariantPrice.objects.filter(variant__in=found, converted_from=""):
        found[row.variant_id][row.currency] = row
    rates: dict[tuple[str, str], tuple[Decimal, ExchangeRate] | None] = {}

    def rate_between(base: str, quote: str) -> tuple[Decimal, ExchangeRate] | None:
        if (base, quote) not in rates:
            try:
                done = convert(Money(Decimal(1), base), quote, on)
                rates[base, quote] = (done.rate, done.row)
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
                    own = by_currency[base]
                    amount = Money(own.amount * rate[0], currency).rounded().amount
                    if amount > 0:
                        new.append(
                            VariantPrice(
                                variant_id=pk,
                                currency=currency,
                                amount=amount,
                                rate=rate[1],
                                converted_from=base,
                                is_demonstration=own.is_demonstration,
                                note=own.note,
                                source=own.source,
                            )
                        )
                    break
    return new


@transaction.atomic
def convert_prices(variants: Iterable[Variant], on: date | None = None) -> int:
    """Write the converted rows of these variants anew, because their seller has set or cleared a price; what was proposed before is
    outdated. Returns the rows written."""
    ids = [variant.pk for variant in variants]
    new = worked_out(ids, on)
    VariantPrice.objects.filter(variant__in=ids).exclude(converted_from="").delete()
    VariantPrice.objects.bulk_create(new)
    PriceProposal.objects.filter(variant__in=ids, state=ProposalState.OPEN).update(state=ProposalState.OUTDATED, closed_at=timezone.now())
    return len(new)
