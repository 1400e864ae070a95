from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.jobs.kinds import get_kind
from marketplace.jobs.models import Job

log = structlog.get_logger(__name__)


def enqueue(kind: str, *, payload: dict[str, Any] | None = None, key: str | None = None, run_after: datetime | None = None) -> Job:
    """Write the work down beside the change that asks for it; it is sent after commit. A key that exists gives the first job back.
    Raises UnknownKind."""
    get_kind(kind)
    fields = {"kind": kind, "payload": payload or {}, "run_after": run_after or timezone.now()}
    if key is None:
        job, is_new = Job.objects.create(hub=current_hub(), **fields), True
    else:
        job, is_new = Job.objects.get_or_create(hub=current_hub(), key=key, defaults=fields)
    if is_new and job.run_after <= timezone.now():
        transaction.on_commit(partial(send, job))
    return job


def send(job: Job) -> bool:
    """Put the job on the broker's queue. False when the broker is away: the sweeper will send it."""
    from marketplace.jobs.tasks import run_job  # the Celery door knows this module; the other way only here

    try:
        run_job.apply_async(args=[str(job.pk)], queue=get_kind(job.kind).queue, retry=False)
    except Exception as error:
        log.warning("broker away, job waits for the sweeper", job=str(job.pk), kind=job.kind, error=str(error))
        return False
    Job.across_hubs.filter(pk=job.pk).update(sent_at=timezone.now())
    return True
