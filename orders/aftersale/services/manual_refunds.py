"""Money given back by hand: for lines, for the delivery, of goodwill, never more than was paid for the order."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.money import Money
from orders.aftersale.exceptions import WordMissing
from orders.aftersale.models import ManualRefund
from orders.aftersale.services.letters import tell_given_back
from orders.enums import Bearer
from orders.exceptions import IllegalMove, NotAllowed
from orders.models import Order
from orders.payments.enums import RefundReason
from orders.rules import sells_order
from orders.services.fulfilment import locked_order
from orders.services.giving_back import give_back, locked_payment

RIGHT = "aftersale.give_goodwill"


@transaction.atomic
def give_by_hand(
    *,
    order: Order,
    attempt: UUID,
    reason: str,
    by: User,
    lines: Mapping[int, Decimal] | None = None,
    delivery: Decimal = Decimal(0),
    goodwill: Decimal = Decimal(0),
    borne_by: Bearer = Bearer.SELLER,
) -> ManualRefund:
    """The same attempt again gives the first one. A seller gives of their own money; an officer says whose it is, and gives nothing to
    themselves. Raises NotAllowed, WordMissing, NothingSelected, RefundBeyond, IllegalMove where nothing was paid."""
    payment = locked_payment(order)
    order = locked_order(order)
    if standing := ManualRefund.objects.filter(attempt=attempt, order=order).first():
        return standing
    is_seller, is_officer = sells_order(by, order), by.is_staff and by.has_perm(RIGHT) and order.group.user_id != by.pk
    if not (is_seller and borne_by == Bearer.SELLER) and not is_officer:
        raise NotAllowed(order)
    if payment is None or not order.paid_at:
        raise IllegalMove(order, order.state)
    if not reason.strip():
        raise WordMissing(order)
    amounts = {pk: amount for pk, amount in (lines or {}).items() if amount}
    refund = give_back(
        order=order,
        payment=payment,
        reason=RefundReason.GOODWILL,
        key=f"order:{order.number}:hand:{attempt.hex}",
        by=by,
        lines=amounts,
        delivery=delivery,
        goodwill=goodwill,
        borne_by=borne_by,
        note=reason,
    )
    skus = {line.pk: line.sku for line in order.lines.all()}
    given = ManualRefund.objects.create(
        order=order,
        attempt=attempt,
        line_amounts={skus[pk]: str(Money(amount, order.currency).rounded().amount) for pk, amount in amounts.items()},
        delivery_amount=delivery,
        goodwill_amount=goodwill,
        total_amount=refund.amount,
        currency=refund.currency,
        borne_by=borne_by,
        reason=reason,
        given_by=by,
        refund=refund,
    )
    tell_given_back(order, refund.money, reason)
    return given
