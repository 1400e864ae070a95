from marketplace.jobs import job_kind
from marketplace.jobs.models import Job

from .services.drawing import draw_documents


@job_kind("paperwork.draw")
def draw(job: Job) -> dict:
    return {"drawn": [document.number for document in draw_documents(ids=job.payload["documents"])]}
