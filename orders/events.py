"""What happened to an order, told to the rooms above. They come here in their AppConfig.ready(); orders never look up.

Hooks run in the transaction of the change, with the order's id and nothing else: they write rows and enqueue jobs, and a hook
that raises takes the change back with it. Work that takes time belongs in the job."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

Hook = Callable[[int], None]

ORDER_SECURED = "order_secured"  # unpaid, and its goods may leave under a letter of credit
ORDER_PAID = "order_paid"
ORDER_ACCEPTED = "order_accepted"
ORDER_PACKED = "order_packed"
ORDER_SHIPPED = "order_shipped"
ORDER_DELIVERED = "order_delivered"
ORDER_CANCELLED = "order_cancelled"
ORDER_REFUSED = "order_refused"
ORDER_LESSENED = "order_lessened"  # some of its pieces were cancelled, the rest goes on
EVENTS = {
    *(ORDER_LESSENED, ORDER_SECURED, ORDER_PAID, ORDER_ACCEPTED, ORDER_PACKED, ORDER_SHIPPED, ORDER_DELIVERED),
    *(ORDER_CANCELLED, ORDER_REFUSED),
}

_hooks: dict[str, list[Hook]] = defaultdict(list)


class UnknownEvent(LookupError):
    """A room listens for something that orders never say."""


def on(event: str) -> Callable[[Hook], Hook]:
    """Call the decorated function with the order's id when it happens; the same function is kept once. Raises UnknownEvent."""
    if event not in EVENTS:
        raise UnknownEvent(event)

    def register(hook: Hook) -> Hook:
        if hook not in _hooks[event]:
            _hooks[event].append(hook)
        return hook

    return register


def tell(event: str, order_id: int) -> None:
    """Say that it happened, inside the transaction in which it did."""
    for hook in _hooks[event]:
        hook(order_id)
