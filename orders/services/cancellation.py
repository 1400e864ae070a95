"""Orders that end without goods: the stock goes back on the shelf, the money into the refund queue."""

from __future__ import annotations

from django.db import transaction

from catalog.services import stock
from marketplace.accounts.models import User
from orders.enums import ENDED_UNSOLD, GroupState, OrderState, RefusalReason, ReservationState
from orders.exceptions import IllegalMove, NotAllowed
from orders.models import Order, OrderGroup
from orders.payments.enums import RefundReason
from orders.payments.models import Payment
from orders.payments.services import cancel_payment, request_refund
from orders.rules import sells_order
from orders.services.fulfilment import locked_order
from orders.services.letters import tell_buyer, tell_seller
from orders.services.payment import PURPOSE, settle_reservations
from orders.services.states import move, move_together


@transaction.atomic
def cancel_order(*, order: Order, by: User | None, note: str = "") -> Order:
    """The buyer turns back before the seller has accepted. Raises IllegalMove afterwards."""
    payment = _paid_payment(order, OrderState.CANCELLED)
    order = locked_order(order)
    _end(order, payment, to=OrderState.CANCELLED, by=by, note=note)
    tell_buyer(order.group, "cancelled", order=order)
    tell_seller(order, "seller_cancelled")
    return order


@transaction.atomic
def refuse_order(*, order: Order, reason: RefusalReason, by: User, note: str = "") -> Order:
    """The seller cannot deliver. Raises NotAllowed, IllegalMove once it is on its way."""
    payment = _paid_payment(order, OrderState.REFUSED)
    order = locked_order(order)
    if not sells_order(by, order):
        raise NotAllowed(order)
    _end(order, payment, to=OrderState.REFUSED, by=by, note=note, end_reason=str(reason))
    tell_buyer(order.group, "refused", order=order, reason=str(reason), note=note)
    return order


@transaction.atomic
def abandon_group(*, group: OrderGroup, by: User | None) -> OrderGroup:
    """The buyer gives up before paying: the stock goes back at once. Raises IllegalMove when it was paid or has ended."""
    cancel_payment(purpose=PURPOSE, key=group.number)
    group = OrderGroup.objects.locked().get(pk=group.pk)
    if group.state != GroupState.AWAITING_PAYMENT:
        raise IllegalMove(group, GroupState.CANCELLED)
    stock.release(settle_reservations(group, ReservationState.RELEASED))
    move_together([group, *group.orders.order_by("pk")], to=GroupState.CANCELLED, by=by)
    return group


def _paid_payment(order: Order, to: OrderState) -> Payment:
    """The payment that paid for the order, locked before its group is. Raises IllegalMove where none did."""
    group = OrderGroup.objects.get(pk=order.group_id)
    payment = Payment.objects.filter(purpose=PURPOSE, key=group.number, reference=group.payment_reference).locked().first()
    if payment is None:
        raise IllegalMove(order, to)
    return payment


def _end(order: Order, payment: Payment, *, to: OrderState, by: User | None, note: str, end_reason: str = "") -> None:
    move(order, to=to, by=by, note=note, end_reason=end_reason, end_note=note)
    # Damaged or missing goods do not go back on sale by themselves: the seller counts the shelf.
    if end_reason not in (RefusalReason.DAMAGED, RefusalReason.OUT_OF_STOCK):
        stock.put_back({line.variant_id: line.quantity for line in order.lines.all()})
    request_refund(
        payment=payment,
        amount=order.total,
        reason=RefundReason.CANCELLED,
        key=f"order:{order.number}",
        note=f"{order.number} {to}: {end_reason or note}"[:300],
        by=by,
    )
    if not order.group.orders.exclude(state__in=ENDED_UNSOLD).exists():
        move(order.group, to=GroupState.CANCELLED, by=by)
