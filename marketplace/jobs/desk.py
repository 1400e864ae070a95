"""Work that gave up waits for an officer too."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.jobs.models import Job, JobState
from marketplace.look import desk
from marketplace.look.desk import DeskTask, Waiting


def failed_jobs(_request: HttpRequest) -> Waiting:
    return Waiting(Job.objects.filter(state=JobState.FAILED).count())


def furnish_desk() -> None:
    task = DeskTask(
        "jobs", _("Jobs that gave up"), "admin:jobs_job_changelist", "jobs.retry_job", 60, failed_jobs, query="state__exact=failed"
    )
    desk.register(task)
