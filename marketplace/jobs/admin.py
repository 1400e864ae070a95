from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display

from marketplace.history.services import record
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import retry_failed

STATE_COLOURS = dict.fromkeys(JobState) | {JobState.RUNNING: "info", JobState.DONE: "success", JobState.FAILED: "danger"}


@admin.register(Job)
class JobAdmin(ModelAdmin):
    """What the workers did. Nothing is edited here; a failed job can be tried again."""

    list_display = ["kind", "shown_state", "attempts", "created_at", "finished_at", "last_error"]
    list_filter = ["state", "kind"]
    search_fields = ["key", "kind", "last_error"]
    actions = ["retry"]

    def get_exclude(self, request, obj=None) -> list[str]:
        # A letter that waits to be posted may let its reader into an account or an order.
        return ["payload"] if obj and obj.kind.startswith("mail.") else []

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_retry_permission(self, request) -> bool:
        return request.user.has_perm("jobs.retry_job")

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @display(description=_("state"), label=STATE_COLOURS, ordering="state")
    def shown_state(self, job: Job) -> tuple[str, str]:
        return job.state, job.get_state_display()

    @admin.action(description=_("Try failed jobs again"), permissions=["retry"])
    def retry(self, request, queryset) -> None:
        failed = list(queryset.filter(state=JobState.FAILED))
        for job in failed:
            retry_failed(job)
            record(subject=job, action="job.retried", by=request.user, before={"state": "failed"}, after={"state": "waiting"})
        text = ngettext("%(count)d job will be tried again.", "%(count)d jobs will be tried again.", len(failed))
        self.message_user(request, text % {"count": len(failed)}, messages.SUCCESS)
