from collections.abc import Callable
from datetime import timedelta

from marketplace.jobs import job_kind, report_progress
from marketplace.jobs.models import Job

from .enums import DocumentState
from .models import PaperSet
from .selectors.sales import sale_of, set_of
from .services.drawing import draw_documents
from .services.issuing import issue_papers, reissue_papers

# A pair takes some fifty milliseconds; a worker that says nothing for this long is dead.
LEASE = timedelta(seconds=15)


@job_kind("paperwork.issue", atomic=False, lease=LEASE)
def issue(job: Job) -> dict | None:
    """Number, freeze and draw the papers of a paid order that crosses a border; an order that is gone or stays at home has none."""
    return _issue_and_draw(job.payload["order"], issue_papers)


@job_kind("paperwork.reissue", atomic=False, lease=LEASE)
def reissue(job: Job) -> dict | None:
    """What is left of an order of which some pieces were given up, on new papers."""
    return _issue_and_draw(job.payload["order"], reissue_papers)


def _issue_and_draw(order_id: int, write: Callable[..., PaperSet]) -> dict | None:
    """Two transactions: the numbers are free for the next order while the pages are drawn. Run again, each finds what is done; an order
    that was given up in between keeps the papers that have their numbers."""
    found = sale_of(order_id=order_id)
    paper_set = write(sale=found[0], seller=found[1]) if found else set_of(order_id=order_id)
    if paper_set is None:
        return None
    drawn = draw_documents(paper_set=paper_set)
    return {"paper_set": paper_set.pk, "state": paper_set.state, "drawn": [document.number for document in drawn]}


@job_kind("paperwork.draw")
def draw(job: Job) -> dict:
    """The papers of a set whose corrections were issued on a page."""
    drawn = draw_documents(paper_set=PaperSet.objects.get(pk=job.payload["paper_set"]))
    return {"drawn": [document.number for document in drawn]}


AT_ONCE = 8  # papers between two words to the waiting page


@job_kind("paperwork.pack", atomic=False, lease=LEASE)
def pack(job: Job) -> dict:
    """Draw the papers of a pack, telling how far it is. Run again, it draws what is left."""
    paper_set = PaperSet.objects.get(pk=job.payload["paper_set"])
    waiting = paper_set.documents.filter(state=DocumentState.ISSUED).count()
    numbers: list[str] = []
    while drawn := draw_documents(paper_set=paper_set, at_most=AT_ONCE):
        numbers += [document.number for document in drawn]
        report_progress(job, len(numbers), max(waiting, len(numbers)))
    return {"drawn": numbers}
