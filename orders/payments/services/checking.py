"""A second look at the provider's own books, also for payments that have ended."""

from __future__ import annotations

from django.utils import timezone

from marketplace.jobs import enqueue
from orders.payments.models import Payment


def check_soon(payment: Payment) -> None:
    """Ask the provider what truly came. Many calls within a minute are one question, which is asked until it is answered."""
    minute = int(timezone.now().timestamp()) // 60
    enqueue("payments.check", payload={"payment": payment.pk}, key=f"payment-check:{payment.reference}:{minute}")
