"""What a seller does with a paid order, and the buyer's word that it has arrived. Each step is one call and one move."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from marketplace.accounts.models import User
from orders.enums import OrderState
from orders.exceptions import ClearanceRefused, NotAllowed, SecurityLapsed
from orders.logistics.services.travel import begin_travel
from orders.models import Order, OrderGroup
from orders.payments.ledger.services.posting import post_fulfilment
from orders.rules import sells_order
from orders.selectors.clearance import clearance_troubles
from orders.services.letters import tell_buyer, tell_seller
from orders.services.states import move


@transaction.atomic
def accept_order(*, order: Order, by: User) -> Order:
    """Raises NotAllowed, IllegalMove, SecurityLapsed."""
    order = _take(order, by)
    move(order, to=OrderState.ACCEPTED, by=by)
    tell_buyer(order.group, "accepted", order=order)
    return order


@transaction.atomic
def pack_order(*, order: Order, by: User) -> Order:
    """Raises NotAllowed, IllegalMove, SecurityLapsed."""
    order = _take(order, by)
    move(order, to=OrderState.PACKED, by=by)
    return order


@transaction.atomic
def ship_order(*, order: Order, carrier: str, tracking_number: str, by: User, handed_over_at: datetime | None = None) -> Order:
    """The parcel is with the carrier, since this moment unless another is told. Raises NotAllowed, IllegalMove, SecurityLapsed,
    ClearanceRefused where customs would turn it back."""
    order = _take(order, by)
    if order.state == OrderState.PACKED and (found := clearance_troubles(order, carrier=carrier, tracking_number=tracking_number)):
        raise ClearanceRefused(found)
    move(order, to=OrderState.SHIPPED, by=by, carrier=carrier, tracking_number=tracking_number)
    begin_travel(shipment=order.number, number=tracking_number, carrier=carrier, by=by, handed_over_at=handed_over_at)
    tell_buyer(order.group, "shipped", order=order)
    return order


@transaction.atomic
def confirm_receipt(*, order: Order, by: User | None) -> Order:
    """The buyer says that the parcel is there; a guest says so by the signed link. Raises IllegalMove."""
    order = locked_order(order)
    post_fulfilment(part=order.number, by=by)  # the split before the order's row, as a refund takes them
    move(order, to=OrderState.DELIVERED, by=by)
    tell_seller(order, "seller_delivered")
    return order


def locked_order(order: Order) -> Order:
    """The order as it stands now, its group's row locked: two clicks, one move."""
    group = OrderGroup.objects.locked().get(pk=order.group_id)
    fresh = Order.objects.select_related("seller").get(pk=order.pk)
    fresh.group = group
    return fresh


def _take(order: Order, by: User) -> Order:
    order = locked_order(order)
    if not sells_order(by, order):
        raise NotAllowed(order)
    if not order.group.may_leave:
        raise SecurityLapsed(order)
    return order
