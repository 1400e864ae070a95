"""One run of one job: claim, work, finish; and what happens when it does not. The why is in docs/decisions/jobs.md."""

from __future__ import annotations

import traceback
import uuid
from datetime import timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone, translation

from marketplace.hubs.context import use_hub
from marketplace.hubs.selectors import hub_of
from marketplace.jobs.exceptions import LostClaim, UnknownKind
from marketplace.jobs.kinds import JobKind, get_kind, known_kinds
from marketplace.jobs.models import Job, JobState

log = structlog.get_logger(__name__)

# From the claim until the work's own transaction holds the row; from then on the lock is the sign of life.
TIME_TO_BEGIN = timedelta(seconds=5)

HOLD = f"""
SELECT set_config('idle_in_transaction_session_timeout', %s, true)
FROM {Job._meta.db_table} WHERE id = %s AND claim = %s AND state = %s FOR UPDATE
"""


# One statement, so that a job costs one look at its row: whoever gets the row back holds the job. Leases are compared by the database's
# clock: workers on several machines need not agree on the time. An atomic job at work is locked by its run: skipped here, and free
# the moment its worker's connection dies.
FREE = "state = 'waiting' AND run_after <= statement_timestamp() OR state = 'running' AND lease_until < statement_timestamp()"
CLAIM = f"""
WITH free AS (SELECT id FROM {Job._meta.db_table} WHERE id = %s AND ({FREE}) FOR UPDATE SKIP LOCKED),
kinds AS (SELECT * FROM unnest(%s::text[], %s::int[], %s::int[]) AS kinds (kind, max_attempts, lease_ms))
UPDATE {Job._meta.db_table} AS job SET state = 'running', claim = %s, attempts = attempts + 1, progress_done = 0, sends = 0,
    lease_until = statement_timestamp() + lease_ms * interval '1 ms', send_at = statement_timestamp() + lease_ms * interval '1 ms'
FROM free, kinds WHERE job.id = free.id AND job.kind = kinds.kind AND job.attempts < kinds.max_attempts
RETURNING job.*
"""


def claim_job(job_id: UUID | str) -> Job | None:
    """The job, held by this run; None when it is over, not due, or another run holds it."""
    kinds = [get_kind(name) for name in known_kinds()]
    leases = [int((TIME_TO_BEGIN if kind.atomic else kind.lease).total_seconds() * 1000) for kind in kinds]
    of_kinds = [[kind.name for kind in kinds], [kind.max_attempts for kind in kinds], leases]
    job = next(iter(Job.across_hubs.raw(CLAIM, [job_id, *of_kinds, uuid.uuid4()])), None)
    if job is None:
        _see_why_not(job_id)
        return None
    job.hub = hub_of(job.hub_id)
    return job


@transaction.atomic
def _see_why_not(job_id: UUID | str) -> None:
    """End a job that is free and yet may not be tried again."""
    rows = Job.across_hubs.select_for_update(skip_locked=True, of=("self",)).select_related("hub")
    job = rows.extra(where=[FREE]).filter(pk=job_id).first()
    if job is None:
        return
    try:
        kind = get_kind(job.kind)
    except UnknownKind:  # an older worker beside a newer web process: leave it to a worker that knows
        log.warning("job of an unknown kind", job=str(job.pk), kind=job.kind)
        return
    if job.attempts >= kind.max_attempts:
        _give_up(job, kind, Job.across_hubs.filter(pk=job.pk), _last_words(job))


def _last_words(job: Job) -> str:
    """What is known of a job that used up its attempts and did not say why itself."""
    if job.state == JobState.WAITING:  # its kind may be tried less often since a new version
        return job.last_error or "No attempt is left."
    said = f"Attempt {job.attempts} took its worker down, the last of those it had: the worker was killed, or ran out of memory."
    return f"{said} An attempt before it ended with: {job.last_error}" if job.last_error else said


def run_claimed(job: Job) -> Job:
    """Do the work of a claimed job and write down how it ended. Never raises for what the handler did."""
    kind = get_kind(job.kind)
    try:
        with use_hub(job.hub), translation.override(settings.LANGUAGE_CODE):
            if kind.atomic:
                with transaction.atomic():
                    _hold(job, kind)
                    _finish(job, kind.handler(job))
            else:
                _finish(job, kind.handler(job))
    except LostClaim:
        log.warning("job taken over by another run", job=str(job.pk), kind=job.kind)
        job.refresh_from_db()
    except Exception as error:
        _fail(job, kind, error)
        job.refresh_from_db()
    return job


def _hold(job: Job, kind: JobKind) -> None:
    """Lock the row for as long as the work's transaction lives; a handler that hangs outside the database for longer than the lease
    gives it back. Raises LostClaim."""
    longest = f"{int(kind.lease.total_seconds() * 1000)}ms"
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [longest, job.pk, job.claim, JobState.RUNNING])
        if cursor.fetchone() is None:
            raise LostClaim(job.pk)


def _mine(job: Job):
    return Job.across_hubs.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)


def _finish(job: Job, result: dict | None) -> None:
    end = {"state": JobState.DONE, "result": result, "finished_at": timezone.now(), "lease_until": None, "last_error": ""}
    if not _mine(job).update(**end):
        raise LostClaim(job.pk)
    for name, value in end.items():
        setattr(job, name, value)


def _fail(job: Job, kind: JobKind, error: Exception) -> None:
    log.exception("job failed", job=str(job.pk), kind=job.kind, attempt=job.attempts)
    said = "".join(traceback.format_exception_only(error)).strip()[:2000]
    if isinstance(error, InterfaceError | OperationalError) and not connection.in_atomic_block:
        connection.close()  # the next query opens a new one; where it cannot, the lease runs out and the sweeper sends the job again
    if job.attempts >= kind.max_attempts:
        _give_up(job, kind, _mine(job), said)
        return
    later = timezone.now() + kind.pause_after(job.attempts)
    _mine(job).update(state=JobState.WAITING, run_after=later, send_at=later, sends=0, lease_until=None, last_error=said)


@transaction.atomic
def _give_up(job: Job, kind: JobKind, row, said: str) -> None:
    """The end of a job whose row the caller holds or has claimed: `row` matches it while that is so."""
    if not row.update(state=JobState.FAILED, finished_at=timezone.now(), lease_until=None, last_error=said):
        return
    log.error("job gave up", job=str(job.pk), kind=job.kind, attempts=job.attempts, error=said)
    if kind.gave_up is None:
        return
    try:
        with transaction.atomic(), use_hub(job.hub):
            kind.gave_up(job)
    except Exception:  # the job has failed all the same
        log.exception("nobody could be told that a job gave up", job=str(job.pk), kind=job.kind)


def retry_failed(job: Job) -> None:
    """An officer's second chance for a failed job: it waits again with its attempts forgotten."""
    now = timezone.now()
    Job.across_hubs.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.WAITING, attempts=0, run_after=now, send_at=now, sends=0, finished_at=None
    )
