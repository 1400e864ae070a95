"""The clock's door, and that of the papers of delivery points."""

from datetime import timedelta

from celery import shared_task

from marketplace.accounts.models import User
from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from orders.paperwork.services.drawing import draw_documents
from orders.trade.models import CallOff, CallOffShipment
from orders.trade.selectors.packs import JOB, TELLING, WAITING, WITHDRAWING
from orders.trade.services.clock import work_overdue
from orders.trade.services.packs import look_later, make_pack, tell_missing, withdraw_packs

LEASE = timedelta(seconds=30)


@shared_task(name="trade.clock")
def watch_clocks() -> None:
    work_overdue()


@job_kind(TELLING, atomic=True)
def packs_missing(job: Job) -> dict | None:
    """Once the papers are made, tell the seller which facts they wait for; while they are being made, look again."""
    called = CallOff.objects.filter(pk=job.payload["call_off"]).first()
    if called is None:
        return None
    if Job.objects.filter(kind=JOB, payload__call_off=called.pk, state__in=WAITING).exists():
        look_later(called)
        return {"told": False}
    return {"told": tell_missing(called=called)}


@job_kind(WITHDRAWING, atomic=True)
def withdraw_point_packs(job: Job) -> dict | None:
    called = CallOff.objects.filter(pk=job.payload["call_off"]).first()
    return {"withdrawn": withdraw_packs(called=called)} if called else None


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
