"""The clock's door, and the job behind it."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task

from marketplace.hubs.context import current_hub, use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job
from orders.payments.payouts.exceptions import NoSchedule
from orders.payments.payouts.models import Payout
from orders.payments.payouts.selectors import local_today, next_payout_day
from orders.payments.payouts.services.mobile import carry_out
from orders.payments.payouts.services.preparing import prepare_payouts

LEASE = timedelta(seconds=60)
LATE = timedelta(days=5)  # a house that was down on a payout day makes up for it within these


@job_kind("payouts.prepare", atomic=True)
def prepare(job: Job) -> dict | None:
    try:
        return {"payouts": [payout.number for payout in prepare_payouts()]}
    except NoSchedule:
        return None


@job_kind("payouts.transfer", atomic=False, max_attempts=8, lease=LEASE)
def send_to_phone(job: Job) -> dict | None:
    payout = Payout.objects.select_related("seller").filter(pk=job.payload["payout"]).first()
    return payout and {"state": carry_out(payout=payout, round_number=job.payload["round"]).state}


@shared_task(name="payouts.day")
def payout_day() -> None:
    """Every hour: once for each payout day, today's or one that was missed."""
    for hub in Hub.objects.order_by("pk"):
        with use_hub(hub):
            today = local_today()
            day = next_payout_day(today - LATE, is_inclusive=True)
            while day is not None and day <= today:
                enqueue("payouts.prepare", key=f"payouts:{current_hub().code}:{day}", payload={"day": str(day)})
                day = next_payout_day(day)
