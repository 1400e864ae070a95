from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job
from orders.logistics.forgetting import forget_old_quotes
from orders.logistics.services import close_lot, issue_quote, issue_quotes, mark_failed


def tell_buyer(job: Job) -> None:
    """After the last try: say that it failed rather than that it is coming."""
    mark_failed(quote_id=job.payload["quote"])


def price_quotes(jobs: list[Job]) -> list[dict | None]:
    quotes = {str(quote.pk): quote for quote in issue_quotes(quote_ids=[job.payload["quote"] for job in jobs])}
    found = [quotes.get(job.payload["quote"]) for job in jobs]
    return [quote and {"state": quote.state} for quote in found]


@job_kind("logistics.quote", queue="fast", max_attempts=3, gave_up=tell_buyer, together=price_quotes)
def price_quote(job: Job) -> dict | None:
    quote = issue_quote(quote_id=job.payload["quote"])
    return quote and {"state": quote.state}


@job_kind("logistics.close_lot", queue="fast", max_attempts=8)
def end_lot(job: Job) -> dict | None:
    """At its time, whoever is on duty: what each pays is settled."""
    lot = close_lot(lot_id=job.payload["lot"])
    return lot and {"state": lot.state}


@job_kind("logistics.forget_quotes", atomic=False, queue="slow", lease=timedelta(minutes=10))
def forget_quotes(job: Job) -> dict:
    return {"forgotten": forget_old_quotes()}


@shared_task(name="logistics.forget_quotes")
def ask_to_forget() -> None:
    """One such job a hub and day."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            enqueue("logistics.forget_quotes", key=f"forget-quotes:{timezone.localdate()}")
