from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.jobs import enqueue
from orders.payments.enums import LIVE, MessageKind, PaymentState, Verdict
from orders.payments.exceptions import BadMessage, ProviderAway
from orders.payments.models import Payment
from orders.payments.providers import get_provider
from orders.payments.purposes import get_purpose
from orders.payments.services.moving import move
from orders.payments.services.recording import judge, keep, keep_failure

# How long a silent provider may keep an expired payment open. Money that comes later still finds the refund queue.
GRACE = timedelta(minutes=10)


def end_unpaid(payment: Payment, state: PaymentState) -> None:
    """End a live payment whose row the caller holds, and tell its purpose, once."""
    move(payment, state)
    payment.ended_at, payment.next_query_at = timezone.now(), None
    payment.save(update_fields=["state", "ended_at", "next_query_at"])
    get_purpose(payment.purpose).on_ended(payment)


def expire_payment(*, payment: Payment) -> Payment:
    """End a payment whose time is over, after the provider has closed it. Leaves it alone when it had been paid or still has
    time. Raises ProviderAway while the provider is silent and the grace lasts."""
    if payment.expires_at > timezone.now() or payment.state not in LIVE:
        return payment
    if payment.expires_at + GRACE > timezone.now() and not close_at_provider(payment):
        return payment  # it ended otherwise there; the next question says how
    with transaction.atomic():
        payment = Payment.objects.locked().get(pk=payment.pk)
        if payment.state in LIVE:
            end_unpaid(payment, PaymentState.EXPIRED)
    return payment


@transaction.atomic
def cancel_payment(*, purpose: str, key: str) -> Payment | None:
    """End the live payment of this purpose and key because its order was cancelled; the provider is told after commit. Gives
    the payment, or None where none lived. on_ended is not called: the caller knows. Lock payments before orders."""
    payment = Payment.objects.filter(purpose=purpose, key=key, state__in=LIVE).locked().first()
    if payment is None:
        return None
    cancel_locked(payment)
    return payment


def cancel_locked(payment: Payment) -> None:
    """End a live payment whose row the caller holds without telling its purpose. Money that still comes goes back."""
    move(payment, PaymentState.CANCELLED)
    payment.ended_at, payment.next_query_at = timezone.now(), None
    payment.save(update_fields=["state", "ended_at", "next_query_at"])
    enqueue("payments.close", payload={"payment": payment.pk}, key=f"payment-close:{payment.reference}")


def close_at_provider(payment: Payment) -> bool:
    """Have the provider close the trade. False when it had ended in another way. Raises ProviderAway, BadMessage."""
    try:
        answer = get_provider(payment.provider).cancel(payment)
    except (ProviderAway, BadMessage) as error:
        keep_failure(payment, MessageKind.CLOSE, error)
        raise
    message = keep(provider=payment.provider, kind=MessageKind.CLOSE, body=answer.body, payment=payment)
    judge(message, Verdict.SETTLED if answer.is_closed else Verdict.REPEATED)
    return answer.is_closed
