"""The doors of the clock and of workers."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind, report_progress
from marketplace.jobs.models import Job
from marketplace.privacy.enums import RequestState
from marketplace.privacy.models import PersonRequest
from marketplace.privacy.services.cleaning import clean
from marketplace.privacy.services.erasing import erase_person
from marketplace.privacy.services.exporting import make_copy


def _gave_up(job: Job) -> None:
    """The desk sees it, and the person that it did not come."""
    rows = PersonRequest.across_hubs.filter(pk=job.payload["request"])
    rows.filter(state__in=[RequestState.ASKED, RequestState.RUNNING]).update(state=RequestState.FAILED)


@job_kind("privacy.export", atomic=False, queue="slow", lease=timedelta(minutes=10), gave_up=_gave_up)
def export(job: Job) -> dict:
    return {"state": make_copy(request_id=job.payload["request"], report=lambda done, total: report_progress(job, done, total))}


@job_kind("privacy.erase", atomic=False, queue="slow", lease=timedelta(minutes=10), max_attempts=8, gave_up=_gave_up)
def erase(job: Job) -> dict:
    return {"state": erase_person(request_id=job.payload["request"], report=lambda done, total: report_progress(job, done, total))}


@job_kind("privacy.clean", atomic=False, queue="slow", lease=timedelta(minutes=30))
def clean_up(job: Job) -> dict:
    return {swept.code: swept.count for swept in clean() if swept.count}


@shared_task(name="privacy.clean")
def ask_to_clean() -> None:
    """One such job a hub and day."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            enqueue("privacy.clean", key=f"privacy:clean:{timezone.now().date()}")
