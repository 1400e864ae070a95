"""RDB's desk for reported messages. A conversation is read only as far as it was reported."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from marketplace.desk import SavedByService
from marketplace.history.desk import history_of, on_the_desk
from marketplace.history.services import record
from orders.exceptions import NotAllowed
from orders.talk.enums import ReportState
from orders.talk.exceptions import TalkRefused
from orders.talk.models import Message, Report, TalkRetention
from orders.talk.services.reporting import RIGHT, decide_report
from orders.talk.words import spoken

COLOURS = {ReportState.OPEN: "warning", ReportState.UPHELD: "danger", ReportState.DISMISSED: None}
AROUND = 5  # messages before the reported one, to understand it


class VerdictForm(forms.ModelForm):
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[("", "—"), ("upheld", _("Hide the message")), ("dismissed", _("Leave it"))],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    reasons = forms.CharField(label=_("Reasons"), required=False, max_length=1000, widget=UnfoldAdminTextareaWidget)

    class Meta:
        model = Report
        fields: list[str] = []

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("verdict"):
            self.add_error("verdict", _("Choose what happens to the message."))
        if not (data.get("reasons") or "").strip():
            self.add_error("reasons", _("Please say why."))
        return data


@admin.register(Report)
class ReportAdmin(SavedByService, ModelAdmin):
    """The oldest open report on top."""

    form = VerdictForm
    list_display = ["reported_at", "shown_state", "reason", "side", "firm", "note"]
    list_filter = ["state", "reason"]
    list_select_related = ["message__thread__seller"]
    ordering = ["reported_at"]
    said = ["reported_at", "side", "reason", "note", "firm", "what_was_said", "state", "decided_by", "decided_at", "decision", "history"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return request.user.has_perm(RIGHT) and (obj is None or obj.state == ReportState.OPEN)

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return self.said

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return [*self.said, *(["verdict", "reasons"] if self.has_change_permission(request, obj) else [])]

    def save_model(self, request: HttpRequest, obj: Report, form: VerdictForm, change: bool) -> None:
        said = form.cleaned_data
        try:
            decide_report(report=obj, is_upheld=said["verdict"] == "upheld", reasons=said["reasons"], by=request.user)
        except TalkRefused as refusal:
            self.refuse(request, spoken(refusal))
        except NotAllowed:
            self.refuse(request, _("You may not decide this."))
        else:
            messages.success(request, _("Decided."))

    @display(description=_("state"), label=COLOURS, ordering="state")
    def shown_state(self, report: Report) -> tuple[str, str]:
        return report.state, report.get_state_display()

    @admin.display(description=_("seller"))
    def firm(self, report: Report) -> str:
        return report.message.thread.seller.name

    @admin.display(description=_("what was said"))
    def what_was_said(self, report: Report) -> str:
        thread = report.message.thread_id
        before = Message.objects.filter(thread=thread, pk__lte=report.message_id).prefetch_related("files").order_by("-pk")
        rows = [
            (
                "mt-3 font-bold" if said.pk == report.message_id else "mt-3",
                on_the_desk(said.sent_at),
                said.get_side_display(),
                said.text,
                format_html_join(
                    " · ",
                    '<a href="{}" target="_blank" rel="noopener">{}</a>',
                    ((reverse("talk:file", args=[row.public_id]), row.content_type) for row in said.files.all()),
                )
                if said.pk == report.message_id
                else "",
            )
            for said in reversed(before[: AROUND + 1])
        ]
        return format_html_join("", '<p class="{}">{} · {}<br>{} {}</p>', rows)

    @admin.display(description=_("history"))
    def history(self, report: Report) -> str:
        return format_html("{}", history_of(report))


@admin.register(TalkRetention)
class TalkRetentionAdmin(ModelAdmin):
    """A newer row takes the place of an older one; rows that have begun stay as they were."""

    list_display = ["kind", "days", "valid_from", "source"]
    fields = ["kind", "days", "valid_from", "source"]

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: TalkRetention, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record(
            subject=obj,
            action="talk.retention_added",
            by=request.user,
            after={"kind": obj.kind, "days": obj.days, "valid_from": obj.valid_from},
        )
