"""The book of prices: a row for every change of a seller's price, written with it."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.models import PriceChange, VariantPrice


def note_prices(prices: Iterable[VariantPrice]) -> None:
    """These prices hold from now on; call it in the transaction that writes them."""
    PriceChange.objects.bulk_create(PriceChange(variant_id=row.variant_id, currency=row.currency, amount=row.amount) for row in prices)


def note_no_price(price: VariantPrice) -> None:
    PriceChange.objects.create(variant_id=price.variant_id, currency=price.currency, amount=None)
