"""Opening and closing a flash sale: its units leave the shelf together and what is left comes back, never both at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from catalog.campaigns.models import FLASH, FlashSale
from catalog.models import Product, Variant
from catalog.services import stock
from marketplace.accounts.models import User
from marketplace.allocation import services as allocation
from marketplace.allocation.models import Pool
from marketplace.allocation.selectors import level
from marketplace.history.services import record
from marketplace.hubs.context import use_hub

SHARES = 8  # docs/decisions/allocation.md


class NotSoldLikeThat(ValueError):
    """One buyer could never order what one may claim: the variant's least order or step stands against it."""


@transaction.atomic
def open_flash_sale(
    *,
    slug: str,
    variant: Variant,
    units: int,
    per_buyer: int,
    opens_at: datetime,
    closes_at: datetime,
    by: User | None,
    hold_minutes: int = 15,
) -> FlashSale:
    """Take so many units off the shelf for the sale. Raises OutOfStock where fewer are free, NotSoldLikeThat."""
    if not variant.takes(per_buyer):
        raise NotSoldLikeThat(per_buyer)
    sale = FlashSale.objects.create(
        slug=slug,
        variant=variant,
        units=units,
        per_buyer=per_buyer,
        hold_minutes=hold_minutes,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    stock.hold({variant.pk: units}, key=f"flash:{slug}", until=closes_at)
    stock.commit(f"flash:{slug}")
    allocation.open_split(sale.thing, on_hand=units, shares=min(SHARES, units))
    record(
        subject=Product(pk=variant.product_id),
        action="flash_sale.opened",
        by=by,
        after={"sale": slug, "sku": variant.sku, "units": units, "opens_at": opens_at},
    )
    return sale


@transaction.atomic
def put_rest_back(sale: FlashSale) -> int:
    """What nobody claimed, or claimed and did not buy, is on the shelf again. Returns how many; once more later for what was held now."""
    rest = allocation.withdraw_free(sale.thing)
    if rest:
        stock.put_back({sale.variant_id: rest})
        record(
            subject=Product(pk=Variant.objects.values_list("product", flat=True).get(pk=sale.variant_id)),
            action="flash_sale.rest_put_back",
            by=None,
            after={"sale": sale.slug, "units": rest},
        )
    return rest


def close_sales(*, now: datetime | None = None) -> int:
    """The rest of every sale that is over goes back, in all hubs. Returns how many units did.

    A sale is looked at until its last unit has left: an order that is to be paid by bank transfer gives its own back after weeks."""
    now = now or timezone.now()
    units_left = Pool.across_hubs.filter(hub=OuterRef("hub"), subject=FLASH, key=OuterRef("slug"), on_hand__gt=0)
    over = FlashSale.across_hubs.filter(Exists(units_left), closes_at__lte=now).select_related("hub").order_by("pk")
    units = 0
    for sale in over:
        with use_hub(sale.hub):
            if level(sale.thing).free:
                units += put_rest_back(sale)
    return units
