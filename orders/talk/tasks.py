"""Doors for the clock and the workers."""

from celery import shared_task
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job
from orders.talk.services.answer_times import count_answer_times
from orders.talk.services.forgetting import forget_old_threads
from orders.talk.services.letters import send_due_letters


@shared_task(name="talk.clock")
def watch_letters() -> None:
    for hub in Hub.objects.all():
        with use_hub(hub):
            send_due_letters()


@job_kind("talk.hourly")
def hourly(job: Job) -> dict:
    """Twice has one effect."""
    return {"changed": count_answer_times()}


@job_kind("talk.nightly")
def nightly(job: Job) -> dict:
    return {"forgotten": forget_old_threads()}


@shared_task(name="talk.hourly")
def ask_for_hourly() -> None:
    """One such job a hub and hour."""
    _ask("talk.hourly", f"{timezone.now():%Y-%m-%d-%H}")


@shared_task(name="talk.nightly")
def ask_for_nightly() -> None:
    """One such job a hub and day."""
    _ask("talk.nightly", f"{timezone.now():%Y-%m-%d}")


def _ask(kind: str, when: str) -> None:
    for hub in Hub.objects.all():
        with use_hub(hub):
            enqueue(kind, key=f"{kind}:{hub.code}:{when}")
