"""Doors for the workers of the search."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from catalog.search.services.documents import rebuild
from catalog.search.services.misses import forget_old_misses
from catalog.search.services.standing import count_sales
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job


@job_kind("search.rebuild", atomic=False, queue="slow", lease=timedelta(minutes=30))
def rebuild_documents(job: Job) -> dict:
    """Every document of the hub anew; asked for when the way of indexing or the names of shelves change."""
    return {"products": rebuild()}


@job_kind("search.nightly", queue="slow", lease=timedelta(minutes=10))
def nightly(job: Job) -> dict:
    """Sales counted into the standing of goods, old misses forgotten. Twice has one effect."""
    return {"restood": count_sales(), "forgotten": forget_old_misses()}


@shared_task(name="search.nightly")
def ask_for_nightly() -> None:
    """One such job a hub and day."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            enqueue("search.nightly", key=f"search-nightly:{timezone.localdate()}")
