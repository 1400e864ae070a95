"""Rows that two officers keep, at the desk: a proposal is edited, what is in force is read, and a change is a newer row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.forms import ActionForm

from marketplace.approval.enums import Confidence, RowState
from marketplace.approval.exceptions import RowRefused
from marketplace.approval.rows import ApprovedRow, DatedRow
from marketplace.approval.services import confirm, end, propose, withdraw

STATES = {RowState.PROPOSED: "warning", RowState.IN_FORCE: "success", RowState.REPLACED: None, RowState.WITHDRAWN: None}
SURE = {Confidence.VERIFIED: "success", Confidence.UNVERIFIED: "warning"}
WHEN = [("valid_from", "valid_to"), ("source", "source_date"), "confidence", "note"]


class InForceFilter(admin.SimpleListFilter):
    title = _("validity")
    parameter_name = "valid"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("now", _("in force today")),
            ("later", _("begins later")),
            ("over", _("over")),
            ("proposed", _("waits for a second officer")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        match self.value():
            case "now":
                return queryset.in_force_on(today)
            case "later":
                return queryset.filter(state=RowState.IN_FORCE, valid_from__gt=today)
            case "over":
                gone = Q(state__in=[RowState.REPLACED, RowState.WITHDRAWN])
                return queryset.filter(gone | Q(state=RowState.IN_FORCE, valid_to__lt=today))
            case "proposed":
                return queryset.filter(state=RowState.PROPOSED)
        return queryset


class SeenForm(ActionForm):
    """The list's actions, with the moment at which the list was drawn."""

    seen_at = forms.CharField(required=False, label="", initial=lambda: timezone.now().isoformat(), widget=forms.HiddenInput)


def seen_at(request: HttpRequest) -> datetime | None:
    """When the officer was shown the rows that are acted on; None where the page did not say."""
    try:
        told = parse_datetime(request.POST.get("seen_at", ""))
    except ValueError:
        return None
    return told if told is not None and timezone.is_aware(told) else None


class ApprovedRowAdmin(ModelAdmin):
    """Rows in force are read here, not edited, and none is deleted. `facts` are the fieldsets of what the row says."""

    list_per_page = 100
    action_form = SeenForm
    readonly_fields = ["state", "proposed_by", "confirmed_by", "confirmed_at"]
    actions = ["confirm_these", "withdraw_these"]

    def has_delete_permission(self, request: HttpRequest, obj: ApprovedRow | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ApprovedRow | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_proposed)

    def has_propose_permission(self, request: HttpRequest, object_id: int | None = None) -> bool:
        return self.has_add_permission(request)

    def get_fieldsets(self, request: HttpRequest, obj: ApprovedRow | None = None) -> list:
        officers = (_("Two officers"), {"fields": ["state", "proposed_by", ("confirmed_by", "confirmed_at")]})
        return [*self.facts, officers] if obj else self.facts

    def save_model(self, request: HttpRequest, obj: ApprovedRow, form, change: bool) -> None:
        propose(row=obj, by=request.user)

    def log_addition(self, request: HttpRequest, obj: ApprovedRow, message) -> None:
        """The hash-chained history takes the place of Django's own log."""

    log_change = log_addition

    @display(description=_("state"), label=STATES, ordering="state")
    def shown_state(self, row: ApprovedRow) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @admin.action(description=_("Put these proposals in force"), permissions=["change"])
    def confirm_these(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = self._each(request, queryset, lambda row: confirm(row=row, by=request.user, seen_at=seen_at(request)))
        if count:
            text = ngettext("%(count)d row is in force now.", "%(count)d rows are in force now.", count) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=_("Take these proposals back"), permissions=["change"])
    def withdraw_these(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = self._each(request, queryset, lambda row: withdraw(row=row, by=request.user))
        if count:
            text = ngettext("%(count)d proposal was taken back.", "%(count)d proposals were taken back.", count) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=_("Let these end today"), permissions=["change"])
    def end_these(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = self._each(request, queryset, lambda row: end(row=row, by=request.user))
        if count:
            text = ngettext("%(count)d row ends today.", "%(count)d rows end today.", count) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)

    def _each(self, request: HttpRequest, queryset: QuerySet, work: Callable[[ApprovedRow], object]) -> int:
        """One by one: a row that cannot go does not hold up the others."""
        count = 0
        for row in queryset.order_by("pk"):
            try:
                work(row)
            except RowRefused as refusal:
                self.message_user(request, _("%(row)s: %(reason)s") % {"row": row, "reason": refusal}, messages.WARNING)
            else:
                count += 1
        return count


class NewerRowAdmin(ApprovedRowAdmin):
    """A newer row is proposed on the form of an empty one, filled with what the older one says. `copied` are the fields it begins with."""

    copied: Sequence[str] = ()
    actions_detail = ["propose_newer"]

    def newer_facts(self, row: ApprovedRow) -> dict[str, Any]:
        """What the form for a newer row begins with, by field."""
        facts = {name: self.opts.get_field(name).value_from_object(row) for name in self.copied}
        return {name: value for name, value in facts.items() if value not in (None, "", False)}

    @action(description=_("Propose a newer row"), url_path="newer", permissions=["propose"], icon="add")
    def propose_newer(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The form for a new row with what this one says; its first day is left to the officer."""
        facts = self.newer_facts(get_object_or_404(self.get_queryset(request), pk=object_id))
        query = urlencode({name: value for name, value in facts.items() if value is not None})
        return redirect(f"{reverse(f'admin:{self.opts.app_label}_{self.opts.model_name}_add')}?{query}")


class DatedRowAdmin(NewerRowAdmin):
    """Facts of the law. `told` are the fields of what a row says; a newer row begins with `copied` and the older one's source."""

    list_filter = [InForceFilter, "confidence", "state"]
    list_select_related = ["proposed_by"]

    @property
    def facts(self) -> list:
        return [(None, {"fields": self.told}), (_("Where it comes from"), {"fields": WHEN})]

    @display(description=_("confidence"), label=SURE, ordering="confidence")
    def shown_confidence(self, row: DatedRow) -> tuple[str, str]:
        return row.confidence, row.get_confidence_display()

    def newer_facts(self, row: DatedRow) -> dict[str, Any]:
        source = {name: getattr(row, name) for name in ("source", "source_date", "confidence", "note")}
        return {**super().newer_facts(row), **{name: value for name, value in source.items() if value}}
