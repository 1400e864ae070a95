"""Money back of a payment in parts: by the ways it came, what came last first."""

from __future__ import annotations

from decimal import Decimal

import structlog
from django.db import transaction
from django.db.models import F, Sum

from marketplace.money import Money
from orders.payments.enums import DEAD, EFFECTIVE, LIVE, RefundReason, RefundState
from orders.payments.models import Payment, Refund
from orders.payments.services.ending import cancel_locked
from orders.payments.services.refunding import request_refund

log = structlog.get_logger(__name__)

BATCH = 100


@transaction.atomic
def spread_refund(refund: Refund) -> list[Refund]:
    """The refunds of the parts that together are this one of the whole, each named after it; written at the first call. What a provider
    has refused stays a part's until an officer tries it again: it is never asked of another part as well."""
    parts = list(Payment.objects.filter(part_of=refund.payment_id, state__in=EFFECTIVE).locked())
    standing = list(Refund.objects.filter(payment__part_of=refund.payment_id, key=refund.reference).select_related("payment"))
    if standing:
        return standing
    left, spread = Money(refund.amount, refund.currency), []
    for part in sorted(parts, key=lambda part: (part.paid_at, part.pk), reverse=True):
        amount = min(left, _free_of(part))
        if amount.amount > 0:
            facts = {"reason": RefundReason(refund.reason), "key": refund.reference, "note": refund.note, "by": refund.requested_by}
            spread.append(request_refund(payment=part, amount=amount, **facts))
            left -= amount
    if left:
        log.error("refund beyond the parts of a payment", refund=refund.reference, left=str(left))
    return spread


def send_back_parts_of_ended() -> int:
    """Of payments in parts that ended unpaid: what came goes back, and what is still open can be paid no more. Returns how many."""
    parts = Payment.objects.filter(part_of__state__in=DEAD)
    open_ones = parts.filter(state__in=LIVE)
    here = parts.filter(state__in=EFFECTIVE, captured_amount__gt=F("refund_requested")).exclude(refunds__state=RefundState.REFUSED)
    return sum(_end_part(pk) for pk in [*open_ones.values_list("pk", flat=True)[:BATCH], *here.values_list("pk", flat=True)[:BATCH]])


@transaction.atomic
def _end_part(pk: int) -> bool:
    part = Payment.objects.locked().get(pk=pk)
    if part.state in LIVE:
        cancel_locked(part)
        return True
    if part.state not in EFFECTIVE or _free_of(part).amount <= 0:
        return False
    refunds = part.refunds.filter(key__startswith="ended").count()
    request_refund(payment=part, amount=_free_of(part), reason=RefundReason.CANCELLED, key=f"ended:{refunds}", note=part.key)
    return True


def _free_of(part: Payment) -> Money:
    """What of it nobody has been asked to send back yet, not even a company that refused."""
    refused = part.refunds.filter(state=RefundState.REFUSED).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return part.refundable - Money(refused, part.currency)
