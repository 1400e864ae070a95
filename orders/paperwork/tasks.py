from marketplace.jobs import job_kind
from marketplace.jobs.models import Job

from .selectors.sales import sale_of
from .services.drawing import draw_documents
from .services.issuing import issue_papers


@job_kind("paperwork.issue")
def issue(job: Job) -> dict | None:
    """Freeze and number the papers of a paid order that crosses a border; an order that is gone or stays at home has none."""
    found = sale_of(order_id=job.payload["order"])
    if found is None:
        return None
    sale, seller = found
    paper_set = issue_papers(sale=sale, seller=seller)
    return {"paper_set": paper_set.pk, "state": paper_set.state}


@job_kind("paperwork.draw")
def draw(job: Job) -> dict:
    return {"drawn": [document.number for document in draw_documents(ids=job.payload["documents"])]}
