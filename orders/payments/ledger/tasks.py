"""Every night the books are held against the payments; what is missing from before their time is written, all else is reported."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.db import transaction

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job
from marketplace.jobs.progress import report_progress
from orders.payments.enums import RefundState
from orders.payments.ledger.models import Entry
from orders.payments.ledger.selectors import faults
from orders.payments.ledger.services.posting import catch_up, post_part, post_refund
from orders.payments.models import Payment, Refund
from orders.payments.providers import parts_waiting

log = structlog.get_logger(__name__)


@shared_task(name="ledger.check")
def check() -> None:
    for hub in Hub.objects.order_by("pk"):
        with use_hub(hub):
            enqueue("ledger.check")


@job_kind("ledger.check", atomic=False, queue="slow")
def check_books(job: Job) -> dict:
    """The faults stand in the result of the job, and each in the log."""
    written = write_what_is_missing()
    report_progress(job, 1, 2)
    found = list(faults())
    for fault in found:
        log.error("the books are not true", fault=fault)
    return {"written": written, "faults": found[:100]}


def write_what_is_missing() -> int:
    """Captures and refunds of before the ledger, and parts of before it held them, one by one under the lock of their payment. Returns
    how many were written."""
    count = _write_parts()
    known = set(Entry.objects.filter(kind="capture").values_list("key", flat=True))
    for payment in Payment.objects.exclude(captured_currency="").order_by("pk"):
        if f"capture:{payment.reference}" not in known:
            with transaction.atomic():
                count += catch_up(Payment.objects.locked().get(pk=payment.pk))
    known = set(Entry.objects.filter(kind="refund").values_list("key", flat=True))
    for refund in Refund.objects.filter(state=RefundState.DONE).order_by("pk"):
        if f"refund:{refund.reference}" not in known:
            with transaction.atomic():
                refund.payment = Payment.objects.locked().get(pk=refund.payment_id)
                post_refund(refund)
                count += 1
    return count


def _write_parts() -> int:
    known = set(Entry.objects.filter(kind="part").values_list("key", flat=True))
    count = 0
    for part in parts_waiting():
        if part.key not in known:
            with transaction.atomic():
                payment = Payment.objects.locked().get(reference=part.reference)
                if part in parts_waiting():  # it has not been completed or sent back meanwhile
                    post_part(payment, part)
                    count += 1
    return count
