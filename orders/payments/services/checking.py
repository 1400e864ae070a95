"""A second look at the provider's own books, also for payments that have ended."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone

from marketplace.jobs import enqueue
from orders.payments.models import Payment


def check_soon(payment: Payment) -> None:
    """Ask the provider what truly came. Many calls within a minute are one question, which is asked until it is answered."""
    minute = int(timezone.now().timestamp()) // 60
    enqueue("payments.check", payload={"payment": payment.pk}, key=f"payment-check:{payment.reference}:{minute}")


def check_at(payment: Payment, moment: datetime) -> None:
    """Ask then, whatever becomes of the payment until then; once for all who want it at that second."""
    second = int(moment.timestamp())
    enqueue("payments.check", payload={"payment": payment.pk}, key=f"payment-check-at:{payment.reference}:{second}", run_after=moment)


def check_after_hint(payment: Payment) -> None:
    """Somebody says that there is news: ask at the end of this second, once for all who said so in it. Not at once: a hint that came after
    the question would go unheard."""
    second = int(timezone.now().timestamp()) + 1
    key = f"payment-hint:{payment.reference}:{second}"
    enqueue("payments.check", payload={"payment": payment.pk}, key=key, run_after=datetime.fromtimestamp(second, UTC))
