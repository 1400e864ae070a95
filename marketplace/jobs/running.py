"""One run of one job: claim, work, finish; and what happens when it does not."""

from __future__ import annotations

import traceback
import uuid
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.jobs.kinds import JobKind, get_kind
from marketplace.jobs.models import Job, JobState

log = structlog.get_logger(__name__)


class LostClaim(RuntimeError):
    """Another run took the job over while this one worked; this one's effect is rolled back."""


def claim_job(job_id: UUID | str) -> Job | None:
    """The job, held by this run; None when it is done, not due, or another run holds it."""
    job = Job.across_hubs.filter(pk=job_id).select_related("hub").first()
    if job is None or job.is_over:
        return None
    now, token = timezone.now(), uuid.uuid4()
    free = Q(state=JobState.WAITING, run_after__lte=now) | Q(state=JobState.RUNNING, lease_until__lt=now)
    claimed = Job.across_hubs.filter(free, pk=job_id).update(
        state=JobState.RUNNING, claim=token, lease_until=now + get_kind(job.kind).lease, attempts=F("attempts") + 1, progress_done=0
    )
    if not claimed:
        return None
    job.refresh_from_db()
    return job


def run_claimed(job: Job) -> Job:
    """Do the work of a claimed job and write down how it ended. Never raises for what the handler did."""
    kind = get_kind(job.kind)
    try:
        with use_hub(job.hub):
            if kind.atomic:
                with transaction.atomic():
                    _finish(job, kind.handler(job))
            else:
                _finish(job, kind.handler(job))
    except LostClaim:
        log.warning("job taken over by another run", job=str(job.pk), kind=job.kind)
    except Exception as error:
        _fail(job, kind, error)
    job.refresh_from_db()
    return job


def _finish(job: Job, result: dict | None) -> None:
    mine = Job.across_hubs.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    if not mine.update(state=JobState.DONE, result=result, finished_at=timezone.now(), lease_until=None, last_error=""):
        raise LostClaim(job.pk)


def _fail(job: Job, kind: JobKind, error: Exception) -> None:
    log.exception("job failed", job=str(job.pk), kind=job.kind, attempt=job.attempts)
    is_last = job.attempts >= kind.max_attempts
    now = timezone.now()
    Job.across_hubs.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING).update(
        state=JobState.FAILED if is_last else JobState.WAITING,
        run_after=now + kind.pause_after(job.attempts),
        finished_at=now if is_last else None,
        sent_at=None,
        lease_until=None,
        last_error="".join(traceback.format_exception_only(error)).strip()[:2000],
    )


def retry_failed(job: Job) -> None:
    """An officer's second chance for a failed job: it waits again with its attempts forgotten."""
    Job.across_hubs.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.WAITING, attempts=0, run_after=timezone.now(), sent_at=None, finished_at=None
    )
