"""How long goods are held for an unpaid group.

The grace lets a payment made in the last second arrive: while the goods are still held they are still sold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from catalog.exceptions import NothingHeld
from catalog.services import stock
from marketplace.history.services import record
from orders.models import OrderGroup


def hold_goods(*, group: OrderGroup, quantities: Mapping[int, int]) -> None:
    """Hold so many of these variants for the group until its time and the grace are over. Raises OutOfStock."""
    holder = f"user:{group.user_id}" if group.user_id else ""
    stock.hold(quantities, key=group.hold_key, until=_with_grace(group.held_until), holder=holder)


@transaction.atomic
def lengthen_hold(*, group: OrderGroup, until: datetime, why: str) -> OrderGroup:
    """Hold the goods of an unpaid group until then, never shorter than before. One that is not payable any more stays as it is."""
    group = OrderGroup.objects.locked().get(pk=group.pk)
    if not group.is_payable or group.held_until >= until:
        return group
    try:
        stock.extend(group.hold_key, until=_with_grace(until))
    except NothingHeld:
        return group
    before, group.held_until = group.held_until, until
    group.save(update_fields=["held_until"])
    record(subject=group, action="order_group.held_longer", by=None, before={"held_until": before}, after={"held_until": until}, note=why)
    return group


def _with_grace(until: datetime) -> datetime:
    return until + timedelta(seconds=settings.HOLD_GRACE_SECONDS)
