"""The Celery doors. They carry an id; the row says what to do."""

from celery import shared_task
from celery.signals import worker_ready

from marketplace.jobs.running import claim_job, run_claimed
from marketplace.jobs.sweeping import forget_old_jobs, sweep


@shared_task(name="jobs.run")
def run_job(job_id: str) -> None:
    job = claim_job(job_id)
    if job is not None:
        run_claimed(job)


@shared_task(name="jobs.sweep")
def sweep_jobs() -> None:
    sweep()


@worker_ready.connect
def sweep_at_start(**_kwargs) -> None:
    """What the worker before this one left lying is begun at once."""
    sweep()


@shared_task(name="jobs.forget-old")
def forget_old() -> None:
    forget_old_jobs()
