"""The rules after the sale, kept by officers."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from marketplace.history.services import record
from orders.aftersale.models import DisputeRule, ReturnRule


class RuleAdmin(ModelAdmin):
    """Dated rules: a change of the rules is a newer row; the old one is ended, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        record(subject=obj, action=f"{obj._meta.model_name}.kept", by=request.user, before=before, after=after)


@admin.register(ReturnRule)
class ReturnRuleAdmin(RuleAdmin):
    list_display = ["hs_prefix", "mind_days", "fault_days", "answer_days", "send_days", "inspect_days", "valid_from", "valid_to"]
    list_filter = ["valid_from"]


@admin.register(DisputeRule)
class DisputeRuleAdmin(RuleAdmin):
    list_display = ["valid_from", "valid_to", "open_days", "late_days", "answer_days", "accept_days", "decide_days"]
