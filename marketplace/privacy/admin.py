"""The desk of personal data: what persons asked for and until when, and the periods of keeping. Nothing here says whose request it is."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display

from marketplace.approval.desk import DatedRowAdmin
from marketplace.desk import ReadOnly
from marketplace.privacy.enums import RequestState
from marketplace.privacy.models import KeepingPeriod, NoticeText, PersonRequest
from marketplace.privacy.services.repeating import try_again

COLOURS = dict.fromkeys(RequestState) | {
    RequestState.RUNNING: "info",
    RequestState.DEFERRED: "warning",
    RequestState.DONE: "success",
    RequestState.FAILED: "danger",
}


class OpenFilter(admin.SimpleListFilter):
    title = _("open")
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [("1", _("not answered yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.still_open() if self.value() == "1" else queryset


@admin.register(PersonRequest)
class PersonRequestAdmin(ReadOnly, ModelAdmin):
    list_display = ["pk", "kind", "shown_state", "is_guest", "asked_at", "answer_by", "shown_late", "waits_for", "ended_at"]
    list_filter = [OpenFilter, "kind", "state", "is_guest"]
    date_hierarchy = "asked_at"
    fields = [
        ("kind", "state", "is_guest", "language"),
        ("asked_at", "answer_by", "acts_after", "ended_at"),
        ("waits_for", "tries"),
        ("counts", "size", "expires_at"),
    ]
    actions = ["repeat"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("file", "user", "order_number")

    def has_repeat_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("privacy.view_personrequest")

    @display(description=_("state"), label=COLOURS, ordering="state")
    def shown_state(self, row: PersonRequest) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("late"), boolean=True)
    def shown_late(self, row: PersonRequest) -> bool:
        return row.is_late

    @display(description=_("waits for"))
    def waits_for(self, row: PersonRequest) -> str:
        return ", ".join(row.hindered_by)

    @admin.action(description=_("Try again now"), permissions=["repeat"])
    def repeat(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = sum(try_again(request_id=pk, by=request.user) for pk in queryset.values_list("pk", flat=True))
        text = ngettext("%(count)d request is tried again.", "%(count)d requests are tried again.", count) % {"count": count}
        self.message_user(request, text, messages.SUCCESS if count else messages.WARNING)


@admin.register(KeepingPeriod)
class KeepingPeriodAdmin(DatedRowAdmin):
    list_display = ["code", "days", "valid_from", "valid_to", "shown_confidence", "source", "shown_state"]
    search_fields = ["code", "source", "note"]
    told = [("code", "days")]
    copied = ["code", "days"]


@admin.register(NoticeText)
class NoticeTextAdmin(ReadOnly, ModelAdmin):
    list_display = ["version", "language", "since"]
    list_filter = ["language"]
    fields = ["version", "language", "since", "text"]
