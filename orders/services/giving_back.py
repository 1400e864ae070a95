"""Money that goes back for one order. Whoever wishes it, and why ever, it comes through give_back()."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import Money
from orders.enums import Bearer
from orders.exceptions import NothingSelected, RefundBeyond
from orders.models import Order, OrderGroup, OrderLine
from orders.payments.enums import RefundReason, RefundState
from orders.payments.models import Payment, Refund
from orders.payments.services import request_refund

PURPOSE = "order_group"
NONE = Decimal(0)


def locked_payment(order: Order) -> Payment | None:
    """The payment that paid for the order, its row locked: take it before the group's. None where nothing was paid."""
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
    sums: dict[str, Counter[str]] = {RefundState.DONE: Counter(), RefundState.REFUSED: Counter(), RefundState.WAITING: Counter()}
    for refund in payment.refunds.all():
        sums[refund.state][refund.parts.get("order", "")] += refund.amount
    named = {number for counted in sums.values() for number in counted if number}
    for order in Order.objects.filter(group__number=payment.key, number__in=named).order_by("pk"):
        facts = {"refunded_amount": sums[RefundState.DONE][order.number], "refund_refused": sums[RefundState.REFUSED][order.number]}
        if any(getattr(order, name) != amount for name, amount in facts.items()):
            Order.objects.filter(pk=order.pk).update(**facts)
