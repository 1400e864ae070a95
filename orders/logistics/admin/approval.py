"""Figures that two officers keep: a proposal is edited, what is in force is read; a change is a newer row."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display

from orders.logistics.enums import RowState
from orders.logistics.exceptions import RowRefused
from orders.logistics.models import ApprovedRow
from orders.logistics.services.approval import confirm, end, withdraw

STATES = {RowState.PROPOSED: "warning", RowState.IN_FORCE: "success", RowState.REPLACED: None, RowState.WITHDRAWN: None}


class ValidityFilter(admin.SimpleListFilter):
    title = _("validity")
    parameter_name = "valid"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [
            ("now", _("in force today")),
            ("later", _("begins later")),
            ("over", _("over")),
            ("proposed", _("waits for a second officer")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        if self.value() == "now":
            return queryset.valid_on(today)
        if self.value() == "later":
            return queryset.filter(valid_from__gt=today, state=RowState.IN_FORCE)
        if self.value() == "over":
            return queryset.filter(valid_to__lt=today) | queryset.filter(state__in=[RowState.REPLACED, RowState.WITHDRAWN])
        return queryset.filter(state=RowState.PROPOSED) if self.value() == "proposed" else queryset


class ApprovedRowAdmin(ModelAdmin):
    """Rows in force are read here, not edited, and none is deleted."""

    readonly_fields = ["state", "entered_by", "confirmed_by", "confirmed_at"]
    actions = ["confirm_these", "withdraw_these", "end_these"]
    list_per_page = 100

    def has_delete_permission(self, request: HttpRequest, obj: ApprovedRow | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ApprovedRow | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_proposed)

    def has_propose_permission(self, request: HttpRequest, object_id: int | None = None) -> bool:
        return self.has_add_permission(request)

    def get_fieldsets(self, request: HttpRequest, obj: ApprovedRow | None = None) -> list:
        officers = (_("Two officers"), {"fields": ["state", "entered_by", ("confirmed_by", "confirmed_at")]})
        return [*self.facts, officers] if obj else self.facts

    def log_addition(self, request: HttpRequest, obj: ApprovedRow, message) -> None:
        """The hash-chained history takes the place of Django's own log."""

    log_change = log_addition

    @display(description=_("state"), label=STATES, ordering="state")
    def shown_state(self, row: ApprovedRow) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("figures"), label={True: "warning", False: "success"})
    def shown_demonstration(self, row: ApprovedRow) -> tuple[bool, str]:
        return row.is_demonstration, _("demo") if row.is_demonstration else _("contract")

    @admin.action(description=_("Put these proposals in force"), permissions=["change"])
    def confirm_these(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = self._each(request, queryset, lambda row: confirm(row=row, by=request.user))
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
