"""Work that gave up waits for an officer too."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from marketplace.jobs.models import Job, JobState


def failed_jobs(_request: HttpRequest) -> Waiting:
    return Waiting(Job.objects.filter(state=JobState.FAILED).count())


def furnish_desk() -> None:
    task = DeskTask(
        "jobs", _("Jobs that gave up"), "admin:jobs_job_changelist", "jobs.retry_job", 60, failed_jobs, query="state__exact=failed"
    )
    desk.register(task)
