"""Where an order's parcels and containers are, as a panel of its lane. Only for orders that have left the seller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orders.enums import OrderState
from orders.lanes import SELLER, Panel
from orders.logistics.costs import standing_costs
from orders.logistics.models import TravelCost
from orders.logistics.places import ORIGIN
from orders.logistics.quoted import Quoted
from orders.logistics.way import Travel, travels_of
from orders.models import Order

ON_THE_WAY = (OrderState.SHIPPED, OrderState.DELIVERED)


@dataclass(frozen=True)
class TravelFacts:
    """The way; for the seller also what it cost, and whether it may still be told."""

    number: str
    travel: Travel
    currency: str
    cost: TravelCost | None = None
    can_be_told: bool = False


def travel_panels(orders: Sequence[Order], reader: str) -> list[Panel]:
    left = [order for order in orders if order.state in ON_THE_WAY]
    numbers = [order.number for order in left]
    if not numbers:
        return []
    travels = travels_of(numbers)
    costs = {cost.shipment: cost for cost in standing_costs().filter(shipment__in=numbers)} if reader == SELLER else {}
    template = "orders/_travel_office.html" if reader == SELLER else "orders/_travel.html"
    return [
        Panel(order.pk, template, _facts(order, travel, costs.get(order.number)))
        for order in left
        # A buyer's order of before has no pieces: its number stands on the timeline.
        if (travel := travels[order.number]).pieces or reader == SELLER
    ]


def _facts(order: Order, travel: Travel, cost: TravelCost | None) -> TravelFacts:
    return TravelFacts(order.number, travel, order.currency, cost, order.state == OrderState.SHIPPED)


def quoted_for_order(number: str) -> Quoted | None:
    """What the buyer was quoted for the way of an order that has left the seller; None for any other number."""
    order = Order.objects.filter(number=number, shipped_at__isnull=False).select_related("seller", "group").first()
    if order is None:
        return None
    carrier, origin = order.delivery_quote.get("carrier") or order.carrier, order.delivery_quote.get("origin") or ORIGIN
    return Quoted(order.delivery, order.seller, carrier[:80], origin, order.group.destination_country)
