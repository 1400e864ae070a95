from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from orders.logistics.services import issue_quote, mark_failed


def tell_buyer(job: Job) -> None:
    """After the last try: say that it failed rather than that it is coming."""
    mark_failed(quote_id=job.payload["quote"])


@job_kind("logistics.quote", queue="fast", max_attempts=3, gave_up=tell_buyer)
def price_quote(job: Job) -> dict | None:
    quote = issue_quote(quote_id=job.payload["quote"])
    return quote and {"state": quote.state}
