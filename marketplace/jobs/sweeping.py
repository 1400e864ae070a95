from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from marketplace.jobs.models import Job, JobState
from marketplace.jobs.queueing import send

# A sent job that nobody has begun after this long is sent again: the broker may have lost it. Twice sent is harmless.
PATIENCE = timedelta(seconds=30)
BATCH = 500


def sweep() -> int:
    """Send what is due and was never sent, was lost on the way, or whose worker fell silent. Returns how many were sent."""
    now = timezone.now()
    lost = Q(sent_at__isnull=True) | Q(sent_at__lt=now - PATIENCE)
    due = Q(state=JobState.WAITING, run_after__lte=now) & lost
    silent = Q(state=JobState.RUNNING, lease_until__lt=now) & lost
    sent = 0
    for job in Job.across_hubs.filter(due | silent).order_by("run_after")[:BATCH]:
        if not send(job):
            break  # the broker is away; the next sweep tries again
        sent += 1
    return sent
