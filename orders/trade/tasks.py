"""The clock's door, and that of the papers of delivery points."""

from datetime import timedelta

from celery import shared_task

from marketplace.accounts.models import User
from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from orders.paperwork.services.drawing import draw_documents
from orders.trade.models import CallOffShipment
from orders.trade.selectors.packs import JOB
from orders.trade.services.clock import work_overdue
from orders.trade.services.packs import make_pack

LEASE = timedelta(seconds=30)


@shared_task(name="trade.clock")
def watch_clocks() -> None:
    work_overdue()


@job_kind(JOB, atomic=False, lease=LEASE)
def point_pack(job: Job) -> dict | None:
    """Number and freeze the papers of one point, then draw them. Run again, it finds what is done."""
    row = CallOffShipment.objects.filter(pk=job.payload["row"]).first()
    by = User.objects.filter(pk=job.payload["by"]).first() if job.payload["by"] else None
    paper_set = make_pack(row=row, by=by) if row else None
    if paper_set is None:
        return None
    drawn = draw_documents(paper_set=paper_set)
    return {"paper_set": paper_set.pk, "drawn": [document.number for document in drawn]}
