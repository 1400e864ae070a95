import structlog
from django.db import transaction

from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from orders.logistics.services import issue_quote, mark_failed

log = structlog.get_logger(__name__)
ATTEMPTS = 3


@job_kind("logistics.quote", queue="fast", max_attempts=ATTEMPTS)
def price_quote(job: Job) -> dict | None:
    """Price the quote; after the last try, tell the buyer that it failed rather than that it is coming."""
    try:
        with transaction.atomic():
            quote = issue_quote(quote_id=job.payload["quote"])
    except Exception:
        if job.attempts < ATTEMPTS:
            raise
        log.exception("quote failed", quote=job.payload["quote"])
        mark_failed(quote_id=job.payload["quote"])
        return {"state": "failed"}
    return quote and {"state": quote.state}
