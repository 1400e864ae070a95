"""The way to the conversation in an order's lane."""

from __future__ import annotations

from collections.abc import Sequence

from orders.lanes import Panel
from orders.models import Order
from orders.talk.models import Thread


def panels_of_orders(orders: Sequence[Order], reader: str) -> list[Panel]:
    """One an order, in one query: on to what was said, or to a first message where the reader is the buyer."""
    threads = {thread.order_id: thread for thread in Thread.objects.filter(order__in=[order.pk for order in orders], last_side__gt="")}
    return [
        Panel(order.pk, "talk/_lane.html", {"order": order, "thread": threads.get(order.pk), "reader": reader})
        for order in orders
        if order.pk in threads or (reader == "buyer" and order.group.user_id)
    ]
