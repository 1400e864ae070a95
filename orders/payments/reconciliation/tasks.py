"""The doors of workers and of the clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from celery import shared_task
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job
from orders.payments.exceptions import UnknownProvider
from orders.payments.providers import books_kept
from orders.payments.reconciliation.services import reconcile_day


@job_kind("reconciliation.day", atomic=False, queue="slow", max_attempts=8, lease=timedelta(minutes=10))
def compare_day(job: Job) -> dict | None:
    from marketplace.accounts.models import User

    by = User.objects.filter(pk=job.payload.get("by")).first()
    try:
        run = reconcile_day(books=job.payload["books"], day=date.fromisoformat(job.payload["day"]), by=by)
    except UnknownProvider:
        return {"state": "nobody gives this list"}
    return {"state": run.state, "lines": run.lines, "healed": run.healed, "found": run.found}


def yesterday_there(zone: str, now: datetime) -> date:
    """The last whole day in the provider's calendar."""
    return (now.astimezone(ZoneInfo(zone)) - timedelta(days=1)).date()


@shared_task(name="reconciliation.nightly")
def reconcile_nightly() -> None:
    """Yesterday of every provider that gives a list, in every hub."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            for books, ways in books_kept().items():
                day = yesterday_there(ways[0].books_zone, timezone.now())
                enqueue("reconciliation.day", payload={"books": books, "day": str(day)}, key=f"reconcile:{books}:{day}")
