"""How long goods are held for an unpaid group."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from marketplace.history.services import record
from orders.enums import ReservationState
from orders.models import OrderGroup, StockReservation


@transaction.atomic
def lengthen_hold(*, group: OrderGroup, until: datetime, why: str) -> OrderGroup:
    """Hold the goods of an unpaid group until then, never shorter than before. One that is not payable any more stays as it is."""
    group = OrderGroup.objects.locked().get(pk=group.pk)
    if not group.is_payable or group.held_until >= until:
        return group
    before, group.held_until = group.held_until, until
    group.save(update_fields=["held_until"])
    StockReservation.objects.filter(line__order__group=group, state=ReservationState.HELD).update(expires_at=until)
    record(subject=group, action="order_group.held_longer", by=None, before={"held_until": before}, after={"held_until": until}, note=why)
    return group
