"""The Celery doors of this room."""

from celery import shared_task

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job
from sellers.selectors.evidence import today
from sellers.services.expiry import keep_evidence_day


@shared_task(name="sellers.evidence_day")
def begin_evidence_day() -> None:
    """Write the day's work down once for each hub; beat may call as often as it likes."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            enqueue("sellers.evidence_day", payload={"day": today().isoformat()}, key=f"sellers.evidence_day:{today()}")


@job_kind("sellers.evidence_day", queue="slow")
def evidence_day(job: Job) -> dict:
    return keep_evidence_day(day=today())
