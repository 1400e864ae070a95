"""Doors for the clock and the workers."""

from celery import shared_task

from catalog.campaigns.interest.writing import collect, write
from catalog.campaigns.services.flash_sales import close_sales
from marketplace.jobs import job_kind
from marketplace.jobs.models import Job


@shared_task(name="campaigns.close_sales")
def close() -> None:
    close_sales()


@shared_task(name="campaigns.collect_interest")
def collect_interest() -> None:
    collect()


@job_kind("campaigns.write_interest")
def write_interest(job: Job) -> dict:
    """What was counted since the last round; with the job's "done" in one transaction, so that no batch counts twice."""
    return {"rows": write(job.payload["counts"])}
