"""Prices for a time to come: set beforehand, taken back before they begin, ended early."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Product, ScheduledPrice, Variant, VariantPrice
from catalog.services.editing import check_may_edit
from catalog.services.listings import refresh_listings
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.jobs import enqueue
from marketplace.money import Money

FURTHEST = timedelta(days=366)


class ScheduleRefused(ValueError):
    """It cannot be scheduled like that; `message` says why, `field` where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@transaction.atomic
def schedule_price(*, variant: Variant, price: Money, starts_at: datetime, ends_at: datetime, by: User | None) -> ScheduledPrice:
    """The variant costs this from the one instant to the other; before and after it costs what the seller asks. Raises ScheduleRefused,
    NotTheSeller, MayNotEdit."""
    product = Product.objects.select_related("seller").get(pk=variant.product_id)
    if by is not None:
        check_may_edit(product.seller, by)
    now = timezone.now()
    price = price.rounded()
    if price.amount <= 0:
        raise ScheduleRefused("amount", _("A price is above zero."))
    if starts_at < now - timedelta(minutes=1):
        raise ScheduleRefused("starts_at", _("This time is over. Choose one that is to come."))
    if starts_at > now + FURTHEST:
        raise ScheduleRefused("starts_at", _("Choose a time within the next year."))
    if ends_at <= starts_at:
        raise ScheduleRefused("ends_at", _("The end comes after the beginning."))
    if ends_at > starts_at + FURTHEST:
        raise ScheduleRefused("ends_at", _("A scheduled price holds for a year at most. Change the price itself instead."))
    # Two windows of one seller take turns here; the constraint of the table stands behind it.
    Variant.objects.select_for_update(of=("self",), no_key=True).get(pk=variant.pk)
    if not VariantPrice.objects.filter(variant=variant, currency=price.currency).exists():
        raise ScheduleRefused("currency", _("There is no price in this currency yet. Type one first."))
    others = ScheduledPrice.objects.filter(variant=variant, currency=price.currency, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if others.exists():
        raise ScheduleRefused("starts_at", _("Another price is scheduled in this time already."))
    row = ScheduledPrice.objects.create(variant=variant, currency=price.currency, amount=price.amount, starts_at=starts_at, ends_at=ends_at)
    record(
        subject=product,
        action="price.scheduled",
        by=by,
        after={variant.sku: str(row.money), "from": starts_at, "until": ends_at},
    )
    _refresh_then(row)
    refresh_listings([product.pk])
    return row


@transaction.atomic
def end_scheduled(*, scheduled: ScheduledPrice, by: User | None) -> None:
    """One that has not begun is gone; one that holds ends now and stays in the book. One that is over stays as it was. Raises
    NotTheSeller, MayNotEdit."""
    row = ScheduledPrice.objects.select_for_update(of=("self",)).select_related("variant__product__seller").get(pk=scheduled.pk)
    product = row.variant.product
    if by is not None:
        check_may_edit(product.seller, by)
    now = timezone.now()
    if row.ends_at <= now:
        return
    if row.starts_at >= now:
        row.delete()
    else:
        row.ends_at = now
        row.save(update_fields=["ends_at"])
    record(subject=product, action="price.schedule_ended", by=by, before={row.variant.sku: str(row.money)})
    refresh_listings([product.pk])


def _refresh_then(row: ScheduledPrice) -> None:
    """The cards of the lists follow within seconds of both ends. What a piece costs in the cart hangs on none of this."""
    for name, moment in (("from", row.starts_at), ("until", row.ends_at)):
        enqueue("catalog.prices_turn", key=f"prices-turn:{row.pk}:{name}", payload={"product": row.variant.product_id}, run_after=moment)
