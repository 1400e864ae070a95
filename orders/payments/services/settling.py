"""What a provider's word does to a payment. Every word, whoever carries it, comes through settle()."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from django.db import transaction
from django.utils import timezone

from orders.payments.enums import DEAD, LIVE, PaymentState, RefundReason, Verdict
from orders.payments.models import Payment
from orders.payments.providers.base import Event, EventKind
from orders.payments.purposes import get_purpose
from orders.payments.services.ending import end_unpaid
from orders.payments.services.moving import move
from orders.payments.services.refunding import request_refund

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Settlement:
    verdict: Verdict
    payment: Payment | None = None
    note: str = ""


@transaction.atomic(savepoint=False)  # what cannot be settled is rolled back with whoever brought the word
def settle(*, provider: str, event: Event) -> Settlement:
    """Apply an event under the lock of its payment's row. The same word twice, or an older word after a newer one, changes
    nothing. Money is taken once; money for an ended payment, or money its purpose refuses, goes to the refund queue."""
    payment = Payment.objects.locked().filter(provider=provider, reference=event.reference).first()
    if payment is None:
        return Settlement(Verdict.UNKNOWN_PAYMENT, note=event.reference[:64])
    if event.kind is EventKind.PAID:
        return _take_money(payment, event)
    if event.kind is EventKind.CLOSED and payment.state in LIVE:
        end_unpaid(payment, PaymentState.EXPIRED if payment.expires_at <= timezone.now() else PaymentState.FAILED)
        return Settlement(Verdict.SETTLED, payment)
    return Settlement(Verdict.REPEATED, payment)


def _take_money(payment: Payment, event: Event) -> Settlement:
    if event.money != payment.money:
        log.error("payment of a wrong amount", payment=payment.reference, due=str(payment.money), named=str(event.money))
        return Settlement(Verdict.WRONG_AMOUNT, payment, f"{event.money}")
    if payment.state not in (*LIVE, *DEAD):
        return Settlement(Verdict.REPEATED, payment)
    was_dead = payment.state in DEAD
    payment.captured_amount, payment.paid_at = payment.amount, timezone.now()
    payment.provider_reference, payment.next_query_at = event.provider_reference, None
    if was_dead:
        reason, note = RefundReason.LATE, ""
        move(payment, PaymentState.UNWANTED)
    else:
        reason, note = _offer(payment)
    payment.save(update_fields=["state", "captured_amount", "paid_at", "provider_reference", "next_query_at"])
    if payment.state == PaymentState.UNWANTED:
        log.warning("payment goes back", payment=payment.reference, reason=reason, note=note)
        request_refund(payment=payment, amount=payment.money, reason=reason, key="all", note=note)
    return Settlement(Verdict.SETTLED, payment, note)


def _offer(payment: Payment) -> tuple[RefundReason | None, str]:
    """Ask the room that wanted the money whether it still does. It sees the payment as paid."""
    before = payment.state
    move(payment, PaymentState.PAID)
    outcome = get_purpose(payment.purpose).on_paid(payment)
    if outcome.is_accepted:
        return None, ""
    payment.state = before
    move(payment, PaymentState.UNWANTED)
    return RefundReason.REFUSED, outcome.reason[:300]
