"""The Celery doors of this room."""

from celery import shared_task
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job
from orders.landed.services import look_again, stale_listings


@job_kind("landed.look_again", atomic=False, queue="slow")
def look(job: Job) -> dict:
    """Look at what changed; what is left over waits for the next minute."""
    return {"looked": look_again()}


@shared_task(name="landed.look_again")
def ask_to_look() -> None:
    """One job a hub and minute, where there is anything to look at."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            if stale_listings().exists():
                enqueue("landed.look_again", key=f"landed.look_again:{timezone.now():%Y%m%d%H%M}")
