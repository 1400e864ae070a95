"""Holds that end. A buyer who does not pay in time gives the stock back to everybody else."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalog.services import stock
from marketplace.hubs.context import use_hub
from marketplace.privacy.keeping import kept_days
from orders.discounts.services.using import return_uses
from orders.enums import GroupState
from orders.models import Cart, OrderGroup
from orders.payments.services import cancel_payment
from orders.services.letters import tell_buyer
from orders.services.payment import PURPOSE
from orders.services.states import move_together

BATCH = 200


def release_expired_holds(*, now: datetime | None = None) -> int:
    """End every unpaid group whose time is over, in all hubs; each in a transaction of its own. Returns how many.

    A short grace lets a payment made in the last second arrive: while the stock is still held it is still sold."""
    moment = (now or timezone.now()) - timedelta(seconds=settings.HOLD_GRACE_SECONDS)
    due = OrderGroup.across_hubs.unpaid_after(moment).select_related("hub").order_by("held_until")[:BATCH]
    ended = 0
    for group in due:
        with use_hub(group.hub):
            ended += expire_group(group=group, moment=moment)
    return ended


@transaction.atomic
def expire_group(*, group: OrderGroup, moment: datetime) -> bool:
    """Give the stock back and end the group. False when it was paid, ended or is in other hands meanwhile."""
    cancel_payment(purpose=PURPOSE, key=group.number)  # payments before orders; money that still comes goes back
    group = OrderGroup.objects.locked().unpaid_after(moment).filter(pk=group.pk).first()
    if group is None:
        transaction.set_rollback(True)  # it was paid while we waited: its payment stays as it is
        return False
    stock.release(group.hold_key)
    if group.discount_amount:
        return_uses(group.number)
    move_together([group, *group.orders.order_by("pk")], to=GroupState.EXPIRED)
    tell_buyer(group, "expired")
    return True


def forget_guest_carts(*, before: datetime | None = None) -> int:
    """Carts of the current hub nobody came back to, with the addresses typed in their checkouts, a batch of them. `before` is the day
    that the period in force gives; without such a row none goes. Returns how many."""
    if before is None:
        days = kept_days("orders.carts")
        if days is None:
            return 0
        before = timezone.now() - timedelta(days=days)
    stale = list(Cart.objects.filter(user=None, changed_at__lt=before).values_list("pk", flat=True)[:BATCH])
    Cart.objects.filter(pk__in=stale).delete()
    return len(stale)
