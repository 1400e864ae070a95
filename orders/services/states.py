"""The one door through which orders and order groups change state."""

from __future__ import annotations

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders import events
from orders.enums import GROUP_MOVES, ORDER_MOVES, GroupState, OrderState
from orders.exceptions import IllegalMove
from orders.models import Order, OrderGroup

STAMPS = {
    OrderState.PAID: "paid_at",
    OrderState.ACCEPTED: "accepted_at",
    OrderState.PACKED: "packed_at",
    OrderState.SHIPPED: "shipped_at",
    OrderState.DELIVERED: "delivered_at",
    OrderState.CANCELLED: "ended_at",
    OrderState.REFUSED: "ended_at",
    OrderState.EXPIRED: "ended_at",
}
EVENTS = {
    OrderState.PAID: events.ORDER_PAID,
    OrderState.ACCEPTED: events.ORDER_ACCEPTED,
    OrderState.PACKED: events.ORDER_PACKED,
    OrderState.SHIPPED: events.ORDER_SHIPPED,
    OrderState.DELIVERED: events.ORDER_DELIVERED,
    OrderState.CANCELLED: events.ORDER_CANCELLED,
    OrderState.REFUSED: events.ORDER_REFUSED,
}
assert set(GroupState) <= set(OrderState)  # one table of times serves both


def move(subject: Order | OrderGroup, *, to: str, by: User | None = None, note: str = "", **facts: object) -> None:
    """Change the state and the facts that come with it, note the time, write the history, tell the rooms above.

    The caller holds the lock of the order group. Raises IllegalMove where the table has no such way."""
    is_order = isinstance(subject, Order)
    if to not in (ORDER_MOVES if is_order else GROUP_MOVES)[subject.state]:
        raise IllegalMove(subject, to)
    before = subject.state
    changes = {"state": to, STAMPS[to]: timezone.now(), **facts}
    for name, value in changes.items():
        setattr(subject, name, value)
    subject.save(update_fields=list(changes))
    record(
        subject=subject,
        action=f"{'order' if is_order else 'order_group'}.{to}",
        by=by,
        before={"state": before},
        after={"state": to, **facts},
        note=note,
    )
    if is_order and to in EVENTS:
        events.tell(EVENTS[to], subject.pk)
