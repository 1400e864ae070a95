"""How long goods are held for an unpaid group.

The grace lets a payment made in the last second arrive: while the goods are still held they are still sold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from catalog.exceptions import NothingHeld
from catalog.services import stock
from marketplace.history.services import record
from orders.discounts.services.using import buyer_of, use_discounts
from orders.discounts.terms import Cut
from orders.models import OrderGroup
from orders.selectors.cart import CartItem
from orders.selectors.claims import holder_of


def hold_goods(*, group: OrderGroup, items: Iterable[CartItem]) -> None:
    """Hold the goods for the group until its time and the grace are over: what the buyer claimed passes over to it, the rest comes off the
    shelf. Raises OutOfStock, NothingHeld where a claim has gone."""
    until, rest = _with_grace(group.held_until), {}
    for item in items:
        claimed = item.claimed.within(item.quantity)
        for claim in claimed.claims:
            stock.extend(claim.key, until=until, to=group.hold_key)
        if item.quantity > claimed.quantity:
            rest[item.variant_id] = item.quantity - claimed.quantity
    if rest:
        stock.hold(rest, key=group.hold_key, until=until, holder=holder_of(group.user_id) if group.user_id else "")


def use_for_group(*, group: OrderGroup, cuts: Iterable[Cut]) -> None:
    """Count a use of every discount among them for the group, held as long as its goods and under their key. Before the goods are. Raises
    DiscountGone."""
    buyer = buyer_of(user_id=group.user_id, email=group.email)
    use_discounts(cuts, key=group.number, hold_key=group.hold_key, buyer=buyer, until=_with_grace(group.held_until))


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
