from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.jobs.kinds import JobKind, get_kind
from marketplace.jobs.models import Job, JobState

log = structlog.get_logger(__name__)

# A sent job that nobody began may be lost, or merely behind others. Somebody may be waiting for a fast one, so it is sent again
# soon; each further time twice as late, so that a long queue is not stuffed with copies. A copy costs one look at the row.
PATIENCE = {"fast": timedelta(seconds=5), "slow": timedelta(seconds=30)}
LONGEST = timedelta(minutes=10)

# After a refusal the broker is let be for a moment: a page that writes ten jobs shall wait for one refused connection, not for ten.
LET_BE = 1.0  # seconds
_away_until = 0.0


def patience(kind: JobKind, *, sends: int) -> timedelta:
    """How long to wait for a worker to begin before the job is sent once more."""
    return min(PATIENCE[kind.queue] * 2 ** min(sends - 1, 10), LONGEST)


def enqueue(kind: str, *, payload: dict[str, Any] | None = None, key: str | None = None, run_after: datetime | None = None) -> Job:
    """Write the work down beside the change that asks for it; it is sent after commit. A key that exists gives the first job back
    (keyed jobs are remembered for a year). Raises UnknownKind."""
    found = get_kind(kind)
    now = timezone.now()
    is_due = run_after is None or run_after <= now
    fields = {"kind": kind, "payload": payload or {}, "run_after": run_after or now, "send_at": run_after}
    if is_due:  # noted as sent in the same write; taken back when the broker refuses
        fields |= {"sends": 1, "send_at": now + patience(found, sends=1)}
    if key is None:
        job, is_new = Job.objects.create(hub=current_hub(), **fields), True
    else:
        written = Job(hub=current_hub(), key=key, **fields)
        Job.objects.bulk_create([written], ignore_conflicts=True)  # waits for whoever writes the same key just now
        job = Job.objects.get(key=key)
        is_new = job.pk == written.pk
    if is_new and is_due:
        # What is committed is committed: trouble while sending must not look like trouble while saving.
        transaction.on_commit(partial(_send, job), robust=True)
    return job


def _send(job: Job) -> None:
    """A job of a kind that is done together goes with the message that is on its way already."""
    from marketplace.jobs.batching import needs_message  # its work knows this module's neighbours; the other way only here

    if needs_message(get_kind(job.kind)):
        put_on_queue(job.pk, job.kind)


def put_on_queue(job_id: UUID, kind_name: str) -> bool:
    """Hand the job's id to the broker; whoever sends may stand outside every hub. False when it is away: then the job counts as unsent
    and the sweeper sends it."""
    global _away_until
    from marketplace.jobs.tasks import run_job  # the Celery door knows this module; the other way only here

    if time.monotonic() >= _away_until:
        try:
            kind = get_kind(kind_name)
            words = [str(job_id)] if kind.together is None else [str(job_id), kind.name]
            run_job.apply_async(args=words, queue=kind.queue, retry=False)
            return True
        except Exception as error:
            _away_until = time.monotonic() + LET_BE
            log.warning("broker away, jobs wait for the sweeper", job=str(job_id), kind=kind_name, error=str(error))
    Job.across_hubs.filter(pk=job_id, state__in=[JobState.WAITING, JobState.RUNNING]).update(send_at=Now())
    return False
