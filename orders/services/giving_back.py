"""Money that goes back for one order. Whoever wishes it, and why ever, it comes through give_back()."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import Money, split_by_largest_remainder
from marketplace.money.amounts import total
from orders.enums import Bearer
from orders.exceptions import NothingSelected, RefundBeyond
from orders.models import Order, OrderGroup, OrderLine
from orders.payments.enums import RefundReason, RefundState
from orders.payments.models import Payment, Refund
from orders.payments.services import request_refund

PURPOSE = "order_group"
NONE = Decimal(0)
SHARES = "orders"  # in the parts of a refund that names no order: how much of it is whose


def locked_payment(order: Order) -> Payment | None:
    """The payment that paid for the order, or is to where a letter of credit secures it, its row locked: take it before the group's. None
    where neither."""
    group = OrderGroup.objects.get(pk=order.group_id)
    return Payment.objects.filter(purpose=PURPOSE, key=group.number, reference=group.payment_reference).locked().first()


def give_back(
    *,
    order: Order,
    payment: Payment,
    reason: RefundReason,
    key: str,
    by: User | None,
    lines: Mapping[int, Decimal] | None = None,
    delivery: Decimal = NONE,
    freight: Decimal = NONE,
    goodwill: Decimal = NONE,
    borne_by: Bearer = Bearer.SELLER,
    note: str = "",
) -> Refund:
    """Put so much of these lines, of the delivery, for the freight of a return and of goodwill in the queue of what goes back. The
    same key again gives the first refund. The caller holds payment and group. Raises RefundBeyond where a line, the delivery, the
    order or the payment has less left, NothingSelected for no amount."""
    wanted = {pk: amount for pk, amount in (lines or {}).items() if amount}
    if standing := payment.refunds.filter(key=key).first():
        return standing
    goods = sum(wanted.values(), NONE)
    amount = Money(goods + delivery + freight + goodwill, order.currency).rounded()
    if min([*wanted.values(), delivery, freight, goodwill]) < 0 or not amount:
        raise NothingSelected(order)
    _take_from_lines(order, wanted)
    _take_from_order(order, amount, Money(delivery, order.currency))
    if payment.refundable < amount:  # some of it went back at the provider without us
        raise RefundBeyond(amount, payment.refundable)
    shares = {"goods": goods, "delivery": delivery, "freight": freight, "goodwill": goodwill}
    parts = {name: str(Money(share, order.currency).rounded().amount) for name, share in shares.items()}
    refund = request_refund(
        payment=payment,
        amount=amount,
        reason=reason,
        key=key,
        note=note[:300],
        by=by,
        parts={"order": order.number, "seller": order.seller_id, "borne_by": str(borne_by), **parts},
    )
    record(
        subject=order, action="order.refund_requested", by=by, after={"amount": str(amount), "borne_by": str(borne_by), **parts}, note=note
    )
    return refund


def left_of(order: Order, payment: Payment) -> Money:
    """What may still go back for the order: less than it has left where some of its payment went back at the provider without us."""
    return min(order.refundable, payment.refundable)


def within(amounts: Mapping[int, Decimal], limit: Decimal) -> dict[int, Decimal]:
    """The amounts, cut where their sum reaches the limit."""
    kept: dict[int, Decimal] = {}
    for pk, amount in amounts.items():
        kept[pk] = min(amount, limit)
        limit -= kept[pk]
    return kept


def _take_from_lines(order: Order, wanted: Mapping[int, Decimal]) -> None:
    for line in OrderLine.objects.filter(order=order, pk__in=wanted).order_by("pk"):
        amount = Money(wanted[line.pk], order.currency)
        if line.refundable < amount:
            raise RefundBeyond(amount, line.refundable)
        OrderLine.objects.filter(pk=line.pk).update(refund_requested=F("refund_requested") + amount.amount)


def _take_from_order(order: Order, amount: Money, delivery: Money) -> None:
    if order.refundable < amount:
        raise RefundBeyond(amount, order.refundable)
    if order.delivery_refundable < delivery:
        raise RefundBeyond(delivery, order.delivery_refundable)
    order.refund_requested += amount.amount
    order.delivery_refund_requested += delivery.amount
    order.save(update_fields=["refund_requested", "delivery_refund_requested"])


@transaction.atomic
def count_refunded(payment: Payment) -> None:
    """Write down on each order what has really gone back for it, and what the payment company refused, from the refunds as they
    stand. The caller holds the payment."""
    for refund in payment.refunds.filter(reason=RefundReason.OUTSIDE, state=RefundState.DONE).exclude(parts__has_key=SHARES):
        _share_out(payment, refund)
    sums: dict[str, Counter[str]] = {RefundState.DONE: Counter(), RefundState.REFUSED: Counter(), RefundState.WAITING: Counter()}
    for refund in payment.refunds.all():
        for number, amount in orders_of(refund).items():
            sums[refund.state][number] += amount
    named = {number for counted in sums.values() for number in counted}
    for order in Order.objects.filter(group__number=payment.key, number__in=named).order_by("pk"):
        done, refused = sums[RefundState.DONE][order.number], sums[RefundState.REFUSED][order.number]
        # Of what was refused, no more is held up than can still go: the rest went back by another hand.
        facts = {"refunded_amount": done, "refund_refused": min(refused, order.refund_requested - done)}
        if any(getattr(order, name) != amount for name, amount in facts.items()):
            Order.objects.filter(pk=order.pk).update(**facts)


def orders_of(refund: Refund) -> dict[str, Decimal]:
    """Orders by number, and how much of the refund is each one's."""
    if number := refund.parts.get("order"):
        return {number: refund.amount}
    return {number: Decimal(amount) for number, amount in refund.parts.get(SHARES, {}).items()}


def _share_out(payment: Payment, refund: Refund) -> None:
    """A refund made at the provider without us names no order. It is shared among those of the group in proportion to what could still
    go back, first what is neither gone nor asked for, then what was refused here; so an order of which all went back never reads paid."""
    OrderGroup.objects.locked().filter(number=payment.key).first()
    orders = list(Order.objects.filter(group__number=payment.key, paid_at__isnull=False).order_by("pk"))
    shares: Counter[str] = Counter()
    for room in ([order.refundable for order in orders], [order.held_up for order in orders]):
        left = Money(refund.amount - shares.total(), refund.currency)
        whole = total(room, refund.currency)
        if not left or not whole:
            continue
        parts = split_by_largest_remainder(min(left, whole), [money.amount for money in room])
        shares.update({order.number: part.amount for order, part in zip(orders, parts, strict=True) if part})
    for order in orders:
        asked = min(order.total_amount, order.refund_requested + shares[order.number])
        if asked != order.refund_requested:
            Order.objects.filter(pk=order.pk).update(refund_requested=asked)
    refund.parts[SHARES] = {number: str(amount) for number, amount in shares.items()}
    refund.save(update_fields=["parts"])
