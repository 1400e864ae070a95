from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Now

from marketplace.jobs.exceptions import LostClaim
from marketplace.jobs.kinds import get_kind

if TYPE_CHECKING:
    from marketplace.jobs.models import Job


def report_progress(job: Job, done: int, total: int) -> None:
    """Tell the page how far the work is, and keep the lease. Only for kinds that are not atomic: others are seen when done.
    Raises LostClaim when another run has taken the job over."""
    until = Now() + get_kind(job.kind).lease
    mine = type(job).across_hubs.filter(pk=job.pk, claim=job.claim, state="running")
    if not mine.update(progress_done=done, progress_total=total, lease_until=until, send_at=until):
        raise LostClaim(job.pk)
    job.progress_done, job.progress_total = done, total
