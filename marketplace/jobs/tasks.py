"""The Celery doors. They carry an id; the row says what to do."""

from celery import shared_task

from marketplace.jobs.running import claim_job, run_claimed
from marketplace.jobs.sweeping import sweep


@shared_task(name="jobs.run")
def run_job(job_id: str) -> None:
    job = claim_job(job_id)
    if job is not None:
        run_claimed(job)


@shared_task(name="jobs.sweep")
def sweep_jobs() -> None:
    sweep()
