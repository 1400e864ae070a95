"""The one door through which orders and order groups change state."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import entry_of, record_together
from orders import events
from orders.enums import GROUP_MOVES, ORDER_MOVES, GroupState, OrderState
from orders.exceptions import IllegalMove
from orders.models import Order, OrderGroup

STAMPS = {
    OrderState.SECURED: "secured_at",
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
    OrderState.SECURED: events.ORDER_SECURED,
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
    move_together([subject], to=to, by=by, note=note, **facts)


def move_together(subjects: Sequence[Order | OrderGroup], *, to: str, by: User | None = None, note: str = "", **facts: object) -> None:
    """The same for a group and its orders at once."""
    entries = []
    for subject in subjects:
        is_order = isinstance(subject, Order)
        if to not in (ORDER_MOVES if is_order else GROUP_MOVES)[subject.state]:
            raise IllegalMove(subject, to)
        action, before = f"{'order' if is_order else 'order_group'}.{to}", {"state": subject.state}
        own = {name: value for name, value in facts.items() if hasattr(type(subject), name)}
        changes = {"state": to, STAMPS[to]: timezone.now(), **own}
        for name, value in changes.items():
            setattr(subject, name, value)
        subject.save(update_fields=list(changes))
        entries.append(entry_of(subject=subject, action=action, by=by, before=before, after={"state": to, **own}, note=note))
    record_together(entries)
    for subject in subjects:
        if isinstance(subject, Order) and to in EVENTS:
            events.tell(EVENTS[to], subject.pk)
