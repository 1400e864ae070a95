"""What larger quantities cost: the seller's own figures, currency by currency; nothing is converted from another."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from catalog.models import PriceTier, Product, Variant, VariantPrice
from catalog.tiers import MOST_TIERS, scale
from marketplace.accounts.models import User
from marketplace.history.services import record


class TiersRefused(ValueError):
    """Without a price of one, too many, one not above the least order, or more that would cost more."""


@transaction.atomic
def set_tiers(*, variant: Variant, currency: str, tiers: Sequence[tuple[int, Decimal]], by: User | None) -> None:
    """These prices of larger quantities stand from now on, and no other. Raises TiersRefused."""
    row = VariantPrice.objects.select_for_update().filter(variant=variant, currency=currency).first()
    if row is None:
        if tiers:
            raise TiersRefused(currency)
        return
    wanted = scale(row.money, tiers).tiers
    if len(wanted) < len(tiers) or len(tiers) > MOST_TIERS or any(tier.from_quantity <= variant.minimum_quantity for tier in wanted):
        raise TiersRefused(tiers)
    before = list(row.tiers.values_list("from_quantity", "amount"))
    after = [(tier.from_quantity, tier.price.amount) for tier in wanted]
    if before == after:
        return
    row.tiers.all().delete()
    PriceTier.objects.bulk_create(PriceTier(price=row, from_quantity=quantity, amount=amount) for quantity, amount in after)
    said = ({variant.sku: ", ".join(f"{quantity}: {amount} {currency}" for quantity, amount in rows)} for rows in (before, after))
    record(subject=Product(pk=variant.product_id), action="price.tiers_set", by=by, **dict(zip(("before", "after"), said, strict=True)))
