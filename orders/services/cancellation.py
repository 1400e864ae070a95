"""Orders that end without goods, whole or in part: the stock goes back on the shelf, the money into the refund queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction

from catalog.models import Variant
from catalog.services import stock
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import Money
from orders import events
from orders.discounts.services.using import return_uses
from orders.enums import BEFORE_PACKING, ENDED_UNSOLD, GroupState, OrderState, RefusalReason
from orders.exceptions import IllegalMove, NotAllowed, NothingSelected, OrderChanged, QuantityRefused
from orders.models import Order, OrderGroup, OrderLine
from orders.payments.enums import RefundReason
from orders.payments.models import Payment
from orders.payments.services import cancel_payment
from orders.payments.services.ending import cancel_locked
from orders.rules import sells_order
from orders.services.fulfilment import locked_order
from orders.services.giving_back import give_back, left_of, locked_payment, within
from orders.services.letters import tell_buyer, tell_seller
from orders.services.payment import PURPOSE
from orders.services.states import move, move_together

NOT_FOR_SALE = (RefusalReason.DAMAGED, RefusalReason.OUT_OF_STOCK)
BEFORE_SHIPPING = [*BEFORE_PACKING, OrderState.PACKED]


@dataclass(frozen=True)
class Cut:
    """What a part that is given up comes to. `is_whole` when nothing of the order is left: then its delivery goes back too."""

    quantities: dict[int, int]  # line -> pieces
    amounts: dict[int, Decimal]  # line -> money
    money: Money
    is_whole: bool


def cut_of(order: Order, quantities: Mapping[int, int], *, keeps_rules: bool = False) -> Cut:
    """What goes back when so many pieces of these lines are given up. Raises NothingSelected, and QuantityRefused where a line has
    fewer pieces left or, with `keeps_rules`, where what remains breaks the good's least quantity or step."""
    lines = {line.pk: line for line in order.lines.all()}
    wanted = {pk: quantity for pk, quantity in quantities.items() if quantity and pk in lines}
    if not wanted:
        raise NothingSelected(order)
    variants = Variant.objects.in_bulk([lines[pk].variant_id for pk in wanted]) if keeps_rules else {}
    for pk, quantity in wanted.items():
        _check(lines[pk], quantity, variants.get(lines[pk].variant_id))
    prices = {pk: min(lines[pk].cost_of(quantity).amount, lines[pk].refundable.amount) for pk, quantity in wanted.items()}
    amounts = within(prices, order.refundable.amount)
    is_whole = all(line.open_quantity == wanted.get(pk, 0) for pk, line in lines.items())
    money = order.refundable if is_whole else Money(sum(amounts.values(), Decimal(0)), order.currency).rounded()
    return Cut(wanted, amounts, money, is_whole)


def _check(line: OrderLine, quantity: int, variant: Variant | None) -> None:
    left = line.open_quantity - quantity
    if quantity < 0 or left < 0:
        raise QuantityRefused("too_many", available=line.open_quantity, allowed=line.open_quantity)
    if variant is None or not left:
        return
    minimum, step = variant.minimum_quantity, variant.quantity_step
    if left < minimum:
        raise QuantityRefused("below_minimum", minimum=minimum, step=step, allowed=line.open_quantity - minimum)
    if (left - minimum) % step:
        raise QuantityRefused("off_step", minimum=minimum, step=step, allowed=quantity - (step - (left - minimum) % step))


@transaction.atomic
def cancel_order(*, order: Order, by: User | None, note: str = "") -> Order:
    """The buyer turns back before the seller has packed. Raises IllegalMove afterwards."""
    payment = _paid_payment(order, OrderState.CANCELLED)
    order = locked_order(order)
    back = _end(order, payment, to=OrderState.CANCELLED, by=by, note=note)
    tell_buyer(order.group, "cancelled", order=order, amount=back)
    tell_seller(order, "seller_cancelled")
    return order


@transaction.atomic
def cancel_lines(*, order: Order, quantities: Mapping[int, int], already: int | None, by: User | None, note: str = "") -> Order:
    """The buyer gives up so many pieces (by line) before packing; all that is left cancels the order. `already` is how many pieces
    were cancelled when the buyer looked, so that two clicks are one. Raises IllegalMove, OrderChanged, NothingSelected,
    QuantityRefused where what stays breaks the good's least quantity or step."""
    payment = _paid_payment(order, OrderState.CANCELLED)
    order = locked_order(order)
    if order.state not in BEFORE_PACKING:
        raise IllegalMove(order, OrderState.CANCELLED)
    cut = _cut_once(order, payment, quantities, already, keeps_rules=True)
    if cut.is_whole:
        _end(order, payment, to=OrderState.CANCELLED, by=by, note=note)
    else:
        _lessen(order, payment, cut, by=by, reason="", note=note)
    letter = ("cancelled", "seller_cancelled") if cut.is_whole else ("part_cancelled", "seller_part_cancelled")
    tell_buyer(order.group, letter[0], order=order, amount=cut.money)
    tell_seller(order, letter[1])
    return order


@transaction.atomic
def refuse_order(*, order: Order, reason: RefusalReason, by: User, note: str = "") -> Order:
    """The seller cannot deliver. Raises NotAllowed, IllegalMove once it is on its way."""
    payment = _paid_payment(order, OrderState.REFUSED)
    order = locked_order(order)
    if not sells_order(by, order):
        raise NotAllowed(order)
    back = _end(order, payment, to=OrderState.REFUSED, by=by, note=note, end_reason=str(reason))
    tell_buyer(order.group, "refused", order=order, amount=back, reason=str(reason), note=note)
    return order


@transaction.atomic
def refuse_lines(
    *, order: Order, quantities: Mapping[int, int], already: int | None, reason: RefusalReason, by: User, note: str = ""
) -> Order:
    """The seller cannot deliver so many pieces; all that is left sends the order back. Raises NotAllowed, IllegalMove once it is on
    its way, OrderChanged, NothingSelected, QuantityRefused."""
    payment = _paid_payment(order, OrderState.REFUSED)
    order = locked_order(order)
    if not sells_order(by, order):
        raise NotAllowed(order)
    if order.state not in BEFORE_SHIPPING:
        raise IllegalMove(order, OrderState.REFUSED)
    cut = _cut_once(order, payment, quantities, already)
    if cut.is_whole:
        _end(order, payment, to=OrderState.REFUSED, by=by, note=note, end_reason=str(reason))
    else:
        _lessen(order, payment, cut, by=by, reason=str(reason), note=note)
    letter = "refused" if cut.is_whole else "part_refused"
    tell_buyer(order.group, letter, order=order, amount=cut.money, reason=str(reason), note=note)
    return order


@transaction.atomic
def abandon_group(*, group: OrderGroup, by: User | None) -> OrderGroup:
    """The buyer gives up before paying: the stock goes back at once. Raises IllegalMove when it was paid or has ended."""
    cancel_payment(purpose=PURPOSE, key=group.number)
    group = OrderGroup.objects.locked().get(pk=group.pk)
    if group.state != GroupState.AWAITING_PAYMENT:
        raise IllegalMove(group, GroupState.CANCELLED)
    stock.release(group.hold_key)
    if group.discount_amount:
        return_uses(group.number)
    move_together([group, *group.orders.order_by("pk")], to=GroupState.CANCELLED, by=by)
    return group


def _paid_payment(order: Order, to: OrderState) -> Payment:
    """The payment that paid for the order, or is to where it is secured, locked before its group is. Raises IllegalMove where none did."""
    payment = locked_payment(order)
    if payment is None:
        raise IllegalMove(order, to)
    return payment


def _cut_once(order: Order, payment: Payment, quantities: Mapping[int, int], already: int | None, *, keeps_rules: bool = False) -> Cut:
    """The cut, of no more money than is left of the payment. Raises OrderChanged and what cut_of() does."""
    if already is not None and already != sum(line.cancelled_quantity for line in order.lines.all()):
        raise OrderChanged(order)
    cut = cut_of(order, quantities, keeps_rules=keeps_rules)
    return replace(cut, amounts=within(cut.amounts, payment.refundable.amount), money=min(cut.money, payment.refundable))


def _lessen(order: Order, payment: Payment, cut: Cut, *, by: User | None, reason: str, note: str) -> None:
    """Take the pieces off the order. Its delivery stays as agreed: one parcel still goes. Raises IllegalMove where it is not paid yet: a
    letter of credit stands for the whole of it."""
    if payment.is_live:
        raise IllegalMove(order, order.state)
    before = sum(line.cancelled_quantity for line in order.lines.all())
    _give_up(order, cut.quantities, reason)
    if cut.money:
        give_back(
            order=order,
            payment=payment,
            lines=cut.amounts,
            reason=RefundReason.CANCELLED,
            key=f"order:{order.number}:less:{before}",
            note=f"{order.number}: {reason or note}",
            by=by,
        )
    pieces = {line.sku: cut.quantities[line.pk] for line in order.lines.all() if line.pk in cut.quantities}
    record(subject=order, action="order.lessened", by=by, after={"pieces": pieces, "reason": reason}, note=note)
    events.tell(events.ORDER_LESSENED, order.pk)


def _end(order: Order, payment: Payment, *, to: OrderState, by: User | None, note: str, end_reason: str = "") -> Money:
    """End the order; returns what goes back."""
    lines, back = list(order.lines.all()), left_of(order, payment)
    move(order, to=to, by=by, note=note, end_reason=end_reason, end_note=note)
    _give_up(order, {line.pk: line.open_quantity for line in lines if line.open_quantity}, end_reason)
    if back:
        left = {line.pk: line.refundable.amount for line in lines}
        goods = sum(left.values(), Decimal(0))
        # What went back before, of goodwill or without us, is not given twice: it is taken off the delivery first, then off the lines.
        delivery = min(order.delivery_refundable.amount, max(back.amount - goods, Decimal(0)))
        give_back(
            order=order,
            payment=payment,
            lines=within(left, back.amount - delivery),
            delivery=delivery,
            reason=RefundReason.CANCELLED,
            key=f"order:{order.number}",
            note=f"{order.number} {to}: {end_reason or note}",
            by=by,
        )
    if not order.group.orders.exclude(state__in=ENDED_UNSOLD).exists():
        move(order.group, to=GroupState.CANCELLED, by=by)
        if payment.is_live:  # nothing of it was paid but parts, which go back by themselves
            cancel_locked(payment)
    return back


def _give_up(order: Order, quantities: Mapping[int, int], reason: str) -> None:
    """Count the pieces as cancelled and put them back on the shelf."""
    lines = [line for line in order.lines.all() if line.pk in quantities]
    for line in lines:
        line.cancelled_quantity += quantities[line.pk]
        line.save(update_fields=["cancelled_quantity"])
    # Damaged or missing goods do not go back on sale by themselves: the seller counts the shelf.
    if lines and reason not in NOT_FOR_SALE:
        stock.put_back({line.variant_id: quantities[line.pk] for line in lines})
