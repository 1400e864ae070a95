"""What stands about returns and disputes in an order's lane."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orders.aftersale.models import Dispute, GoodsReturn, ManualRefund
from orders.aftersale.selectors.rules import local_day, returnable_until, rules_in_force
from orders.enums import OrderState
from orders.lanes import BUYER, Panel
from orders.models import Order


@dataclass(frozen=True)
class LaneFacts:
    order: Order
    returns: list[GoodsReturn]
    disputes: list[Dispute]
    given: list[ManualRefund]
    returnable_until: date | None
    is_disputable: bool


def panels_of_orders(orders: Sequence[Order], reader: str) -> list[Panel]:
    """One panel an order that has something to say, in three queries and one more where something has arrived."""
    found: dict[type, dict[int, list]] = {}
    for model in (GoodsReturn, Dispute, ManualRefund):
        found[model] = defaultdict(list)
        for case in model.objects.filter(order__in=[order.pk for order in orders]).order_by("pk"):
            found[model][case.order_id].append(case)
    template = "aftersale/_lane.html" if reader == BUYER else "aftersale/_sale.html"
    has_arrived = reader == BUYER and any(order.state == OrderState.DELIVERED for order in orders)
    rules = rules_in_force(local_day()) if has_arrived else []
    panels = []
    for order in orders:
        disputes = found[Dispute][order.pk]
        is_sent = order.state in (OrderState.SHIPPED, OrderState.DELIVERED)
        facts = LaneFacts(
            order,
            found[GoodsReturn][order.pk],
            disputes,
            found[ManualRefund][order.pk],
            returnable_until(order, rules) if reader == BUYER else None,
            is_sent and bool(order.refundable) and not any(dispute.is_open for dispute in disputes),
        )
        panels.append(Panel(order.pk, template, facts))
    return panels
