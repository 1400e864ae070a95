"""The doors of workers and of the clock."""

from celery import shared_task

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from orders.payments.providers.bank_transfer.models import BankLine
from orders.payments.providers.bank_transfer.services.matching import match_line, send_back_parts_of_ended


@job_kind("bank_transfer.match", max_attempts=8)
def match(job: Job) -> dict | None:
    line = BankLine.objects.filter(pk=job.payload["line"]).first()
    return line and {"state": match_line(line=line).state}


@shared_task(name="bank_transfer.watch")
def watch_transfers() -> None:
    """Beat's round: parts of orders that ended unpaid."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            send_back_parts_of_ended()
