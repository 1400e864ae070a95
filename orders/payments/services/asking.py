"""We ask as well: a notification that was lost shall not lose a payment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.jobs import enqueue
from orders.payments.enums import LIVE, MessageKind, Verdict
from orders.payments.exceptions import BadMessage, ProviderAway, UnknownProvider
from orders.payments.models import Payment
from orders.payments.providers import get_provider
from orders.payments.providers.base import Event
from orders.payments.services.ending import GRACE, expire_payment
from orders.payments.services.recording import judge, keep, keep_failure
from orders.payments.services.settling import settle

PAUSES = [20, 20, 40, 60, 120, 240]  # seconds between the questions; the last one repeats
BATCH = 200


def next_question(payment: Payment, now: datetime) -> datetime:
    """On a backoff, and always once more when the time is over."""
    pause = timedelta(seconds=PAUSES[min(payment.queries, len(PAUSES) - 1)])
    return min(now + pause, payment.expires_at) if payment.expires_at > now else now + pause


@transaction.atomic
def ask_about_open_payments() -> int:
    """Write a question down for every live payment that is due. Returns how many."""
    now = timezone.now()
    due = Payment.objects.filter(state__in=LIVE, next_query_at__lte=now).order_by("next_query_at")
    payments = list(due.select_for_update(skip_locked=True)[:BATCH])
    for payment in payments:
        payment.next_query_at = next_question(payment, now)
        payment.queries += 1
        enqueue("payments.query", payload={"payment": payment.pk}, key=f"payment-query:{payment.reference}:{payment.queries}")
    Payment.objects.bulk_update(payments, ["next_query_at", "queries"])
    return len(payments)


def ask_soon(*, payment: Payment) -> None:
    """The buyer is back and waits: ask now. Many calls within three seconds are one question."""
    if payment.is_live and get_provider(payment.provider).can_be_asked:
        tick = int(timezone.now().timestamp()) // 3
        enqueue("payments.query", payload={"payment": payment.pk}, key=f"payment-asked:{payment.reference}:{tick}")


def query_payment(*, payment: Payment) -> Payment:
    """Ask the provider how it stands, settle what it says, and end the payment when its time is over. The provider is asked
    outside of any lock. Raises ProviderAway, BadMessage."""
    ask(payment=payment)
    payment.refresh_from_db()
    return payment


def ask(*, payment: Payment) -> Event | None:
    """What the provider's books say of it, settled; None where they know no such payment. Raises ProviderAway, BadMessage."""
    try:
        answer = get_provider(payment.provider).query(payment)
    except (ProviderAway, BadMessage) as error:
        keep_failure(payment, MessageKind.QUERY, error)
        raise
    message = keep(provider=payment.provider, kind=MessageKind.QUERY, body=answer.body, payment=payment)
    with transaction.atomic():
        if answer.event is None:
            judge(message, Verdict.REPEATED)
        else:
            settlement = settle(provider=payment.provider, event=answer.event, is_answer=True)
            judge(message, settlement.verdict, settlement.note)
    return answer.event


def question_payment(*, payment: Payment) -> Payment:
    """One round of the watch: query while it lives, then let it expire. A provider that stays silent beyond the grace cannot
    keep it open. Raises ProviderAway, BadMessage."""
    if not payment.is_live:
        return payment
    try:
        payment = query_payment(payment=payment)
    except (ProviderAway, BadMessage, UnknownProvider):
        if payment.expires_at + GRACE <= timezone.now():
            return expire_payment(payment=payment)
        raise
    return expire_payment(payment=payment)
