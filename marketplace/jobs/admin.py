from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin

from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import retry_failed


@admin.register(Job)
class JobAdmin(ModelAdmin):
    """What the workers did. Nothing is edited here; a failed job can be tried again."""

    list_display = ["kind", "state", "attempts", "created_at", "finished_at", "last_error"]
    list_filter = ["state", "kind"]
    search_fields = ["key", "kind", "last_error"]
    actions = ["retry"]

    def get_exclude(self, request, obj=None) -> list[str]:
        # A letter of sign-up or password reset that waits to be posted would let its reader into the account.
        return ["payload"] if obj and obj.kind == "mail.post" else []

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.action(description=_("Try failed jobs again"), permissions=["view"])
    def retry(self, request, queryset) -> None:
        failed = list(queryset.filter(state=JobState.FAILED))
        for job in failed:
            retry_failed(job)
        text = ngettext("%(count)d job will be tried again.", "%(count)d jobs will be tried again.", len(failed))
        self.message_user(request, text % {"count": len(failed)}, messages.SUCCESS)
