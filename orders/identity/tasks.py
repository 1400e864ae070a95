"""The clock's door: what has had its time is erased in the night."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job
from orders.identity.services import erase_what_is_over


@job_kind("identity.erase", atomic=False, queue="slow", lease=timedelta(minutes=10))
def erase(job: Job) -> dict:
    return {"erased": erase_what_is_over()}


@shared_task(name="identity.erase")
def ask_to_erase() -> None:
    """One such job a hub and day."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            enqueue("identity.erase", key=f"erase-real-names:{timezone.localdate()}")
