"""What makes lost messages and dead workers harmless: every few seconds the rows are asked what is still to be done."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from marketplace.jobs.kinds import get_kind, known_kinds
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.queueing import patience, put_on_queue

BATCH = 500

KEEP = timedelta(days=30)
KEEP_KEYED = timedelta(days=365)  # their key says "once", and that is forgotten with the row


def sweep() -> int:
    """Send what is due and was never sent, was lost on the way, or whose worker fell silent. Returns how many were sent."""
    sent = 0
    for job in _take_lost():
        if not put_on_queue(job.pk, job.kind):
            break  # the broker is away; the next sweep tries again
        sent += 1
    return sent


@transaction.atomic
def _take_lost() -> list[Job]:
    """Jobs to send now, noted as sent. Committed before sending: a worker must find the rows unlocked."""
    lost = Q(state=JobState.WAITING, run_after__lte=Now()) | Q(state=JobState.RUNNING, lease_until__lt=Now())
    # Locked rows are atomic jobs at work in a living worker, or in the hands of another sweep.
    rows = Job.across_hubs.select_for_update(skip_locked=True).filter(lost, send_at__lte=Now(), kind__in=known_kinds())
    taken = list(rows.order_by("send_at")[:BATCH])
    for job in taken:
        job.sends += 1
        job.send_at = timezone.now() + patience(get_kind(job.kind), sends=job.sends)
    Job.across_hubs.bulk_update(taken, ["sends", "send_at"], batch_size=100)
    return taken


def forget_old_jobs() -> int:
    """Delete jobs done long ago; failed ones stay until somebody has dealt with them. Returns how many went."""
    now = timezone.now()
    old = Q(key=None, finished_at__lt=now - KEEP) | Q(finished_at__lt=now - KEEP_KEYED)
    gone, _ = Job.across_hubs.filter(old, state=JobState.DONE).delete()
    return gone
