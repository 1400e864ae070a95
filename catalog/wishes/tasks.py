"""Doors for the clock and the workers."""

from celery import shared_task
from django.utils import timezone

from catalog.wishes.services.restocking import forget_old_asks, tell_of_restocks
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job


@shared_task(name="wishes.watch")
def watch_shelves() -> None:
    for hub in Hub.objects.all():
        with use_hub(hub):
            tell_of_restocks()


@job_kind("wishes.nightly")
def nightly(job: Job) -> dict:
    """What is over is forgotten. Twice has one effect."""
    return {"forgotten": forget_old_asks()}


@shared_task(name="wishes.nightly")
def ask_for_nightly() -> None:
    """One such job a hub and day."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            enqueue("wishes.nightly", key=f"wishes-nightly:{timezone.localdate()}")
