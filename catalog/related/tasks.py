"""Doors for the clock and the workers."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from catalog.related.services import count_companions
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job


@job_kind("related.nightly", queue="slow", lease=timedelta(minutes=10))
def nightly(job: Job) -> dict:
    """Twice has one effect."""
    return {"companions": count_companions()}


@shared_task(name="related.nightly")
def ask_for_nightly() -> None:
    """One such job a hub and day."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            enqueue("related.nightly", key=f"related-nightly:{timezone.localdate()}")
