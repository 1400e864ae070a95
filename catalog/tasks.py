"""Doors for the workers of the catalog."""

from catalog.models import Photo
from catalog.services.cleaning import clean_up
from catalog.services.renditions import give_up, make_sizes
from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from marketplace.jobs.running import LostClaim

ATTEMPTS = 4


@job_kind("catalog.renditions", atomic=False, queue="slow", max_attempts=ATTEMPTS)
def make_renditions(job: Job) -> dict | None:
    photo = Photo.with_removed.filter(pk=job.payload["photo"]).first()
    if photo is None:
        return None
    try:
        return {"made": make_sizes(photo, job)}
    except LostClaim:
        raise
    except Exception:
        if job.attempts >= ATTEMPTS:
            give_up(photo)
        raise


@job_kind("catalog.clean_up", queue="slow")
def clean(job: Job) -> dict:
    return clean_up()
