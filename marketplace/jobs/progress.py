from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from marketplace.jobs.models import Job


def report_progress(job: Job, done: int, total: int) -> None:
    """Tell the page how far the work is, and keep the lease. Only for kinds that are not atomic: others are seen when done."""
    from marketplace.jobs.kinds import get_kind

    type(job).across_hubs.filter(pk=job.pk, claim=job.claim).update(
        progress_done=done, progress_total=total, lease_until=timezone.now() + get_kind(job.kind).lease
    )
