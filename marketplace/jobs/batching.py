"""Small pieces of work of one kind, done together: a dozen statements and one message for many of them instead of for each.

A message then means "there is work of this kind": while one is on its way, further jobs need none. It is taken back before the rows are
looked at, so that a job is either seen by that look or sends a message of its own; what is lost all the same the sweeper finds. A job
that was tried before runs alone, so that one which takes its worker down does not take others with it for ever."""

from __future__ import annotations

import json
import uuid
from itertools import groupby
from uuid import UUID

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import translation

from marketplace.celery import app
from marketplace.hubs.context import use_hub
from marketplace.hubs.selectors import hub_of
from marketplace.jobs.kinds import JobKind
from marketplace.jobs.models import Job
from marketplace.jobs.running import FREE, TIME_TO_BEGIN, run_claimed

log = structlog.get_logger(__name__)

HINT_LIVES = 250  # ms; a message that was lost keeps others back no longer

CLAIM = f"""
WITH free AS (
    SELECT id FROM {Job._meta.db_table}
    WHERE kind = %s AND attempts = 0 AND state IN ('waiting', 'running') AND ({FREE}) ORDER BY created_at LIMIT %s FOR UPDATE SKIP LOCKED)
UPDATE {Job._meta.db_table} AS job SET state = 'running', claim = %s, attempts = 1, progress_done = 0, sends = 0,
    lease_until = statement_timestamp() + %s, send_at = statement_timestamp() + %s
FROM free WHERE job.id = free.id
RETURNING job.*
"""

HOLD = f"""
SELECT id, set_config('idle_in_transaction_session_timeout', %s, true)
FROM {Job._meta.db_table} WHERE id = ANY(%s) AND claim = %s AND state = 'running' ORDER BY id FOR UPDATE
"""

FINISH = f"""
UPDATE {Job._meta.db_table} AS job
SET state = 'done', result = done.result::jsonb, finished_at = clock_timestamp(), lease_until = NULL, last_error = ''
FROM unnest(%s::uuid[], %s::text[]) AS done (id, result) WHERE job.id = done.id
"""


def needs_message(kind: JobKind) -> bool:
    """False while a message for work of this kind is on its way. A broker that is away means True."""
    if kind.together is None:
        return True
    try:
        with app.pool.acquire(block=True) as broker:
            return bool(broker.default_channel.client.set(_hint(kind), 1, nx=True, px=HINT_LIVES))
    except Exception as error:
        log.warning("broker away, nobody knows what is on its way", kind=kind.name, error=str(error))
        return True


def take_message(kind: JobKind) -> None:
    """From now on new work sends a message again. The key is beside the messages: what the broker forgets, it forgets together. While it
    is away the key ends by itself, and the work is done all the same."""
    try:
        with app.pool.acquire(block=True) as broker:
            broker.default_channel.client.delete(_hint(kind))
    except Exception as error:
        log.warning("broker away, a message could not be taken back", kind=kind.name, error=str(error))


def _hint(kind: JobKind) -> str:
    return f"isoko:jobs:hint:{kind.name}"


def run_together(kind: JobKind) -> list[UUID]:
    """Claim what waits of this kind for the first time, the oldest first and at most `kind.most`, and do it. Returns their ids."""
    jobs = _claim(kind)
    for hub_id, of_hub in groupby(sorted(jobs, key=lambda job: job.hub_id), key=lambda job: job.hub_id):
        _run(kind, hub_id, list(of_hub))
    return [job.pk for job in jobs]


def _claim(kind: JobKind) -> list[Job]:
    found = list(Job.across_hubs.raw(CLAIM, [kind.name, kind.most, uuid.uuid4(), TIME_TO_BEGIN, TIME_TO_BEGIN]))
    for job in found:
        job.hub = hub_of(job.hub_id)
    return found


def _run(kind: JobKind, hub_id: int, jobs: list[Job]) -> None:
    """All in one transaction; where that fails each alone, so that each says for itself how it ended."""
    try:
        with use_hub(hub_of(hub_id)), translation.override(settings.LANGUAGE_CODE), transaction.atomic(), connection.cursor() as cursor:
            longest = f"{int(kind.lease.total_seconds() * 1000)}ms"
            cursor.execute(HOLD, [longest, [job.pk for job in jobs], jobs[0].claim])
            ours = {row[0] for row in cursor.fetchall()}
            held = [job for job in jobs if job.pk in ours]  # one that another run has taken over is left to it
            results = kind.together(held) if held else []
            cursor.execute(FINISH, [[job.pk for job in held], [None if result is None else json.dumps(result) for result in results]])
    except Exception as error:
        log.warning("jobs failed together, each runs alone", kind=kind.name, count=len(jobs), error=str(error))
        if isinstance(error, InterfaceError | OperationalError) and not connection.in_atomic_block:
            connection.close()
        for job in jobs:
            run_claimed(job)
