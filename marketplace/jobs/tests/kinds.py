"""Kinds of work for tests against a real worker, which loads this module with `--include`. They leave their traces in the
database, and wait at a gate (a file) so that a test can choose the moment of the kill."""

import os
import signal
import time
from pathlib import Path

from django.db import connection

from marketplace.accounts.models import User
from marketplace.jobs import job_kind, report_progress


def _wait_at_the_gate(payload: dict) -> None:
    if "begun" in payload:
        with Path(payload["begun"]).open("a") as file:
            file.write(f"{os.getpid()}\n")
    gate = payload.get("gate")
    while gate and not Path(gate).exists():
        time.sleep(0.02)
    time.sleep(payload.get("seconds", 0))


@job_kind("tests.greet")
def greet(job) -> dict:
    """One effect in the database, made before the gate: a kill while waiting must undo it."""
    User.objects.create_user(f"{job.pk}-{job.attempts}@example.com", name=job.payload["name"])
    _wait_at_the_gate(job.payload)
    return {"greeted": job.payload["name"]}


@job_kind("tests.backend")
def backend(job) -> dict:
    """Which of PostgreSQL's processes served this run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return {"backend": cursor.fetchone()[0]}


def _note_the_end(job) -> None:
    User.objects.create_user(f"{job.pk}@example.com", name=f"{job.kind} gave up")


@job_kind("tests.dies", max_attempts=2, gave_up=_note_the_end)
def die(job) -> None:
    """Takes its worker down each time, as a picture that eats all memory would: no word, no clean end."""
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


@job_kind("tests.dies-alone", atomic=False, queue="slow", max_attempts=3, gave_up=_note_the_end)
def die_alone(job) -> None:
    """The same with transactions of its own, after it had told of its progress."""
    report_progress(job, 1, 2)
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


@job_kind("tests.steps", atomic=False, queue="slow")
def take_steps(job) -> dict:
    for step in range(1, 4):
        report_progress(job, step, 3)
        _wait_at_the_gate(job.payload)
    return {"steps": 3}
