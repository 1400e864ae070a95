"""Where an order's parcels and containers are, as a panel of its lane. Only for orders that have left the seller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orders.enums import OrderState
from orders.lanes import SELLER, Panel
from orders.logistics.models import TravelCost
from orders.logistics.way import Travel, travel_of
from orders.models import Order

ON_THE_WAY = (OrderState.SHIPPED, OrderState.DELIVERED)


@dataclass(frozen=True)
class TravelFacts:
    """The way; for the seller also what it cost, and whether it may still be told."""

    number: str
    travel: Travel
    cost: TravelCost | None = None
    can_be_told: bool = False


def travel_panels(orders: Sequence[Order], reader: str) -> list[Panel]:
    found = []
    for order in orders:
        if order.state not in ON_THE_WAY:
            continue
        travel, cost = travel_of(order.number), None
        if reader == SELLER:
            cost = TravelCost.objects.filter(shipment=order.number).first()
        elif not travel.pieces:
            continue  # an order of before: its number stands on the timeline
        template = "orders/_travel_office.html" if reader == SELLER else "orders/_travel.html"
        found.append(Panel(order.pk, template, TravelFacts(order.number, travel, cost, order.state == OrderState.SHIPPED)))
    return found
