"""The rows that RDB edits: what is asked of whom, the reasons officers give, the days the desk is closed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminCheckboxSelectMultiple

from marketplace.history.services import record
from sellers.models import EvidenceRequirement, Holiday, ReasonCode, Sector
from sellers.services.rules import save_rule


class RuleAdmin(ModelAdmin):
    """Changed through the service, so that the history tells who; nothing is deleted, it is ended or taken off offer."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_rule(row=obj, by=request.user)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The hash-chained history takes the place of Django's own log."""

    log_change = log_addition

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(EvidenceRequirement)
class EvidenceRequirementAdmin(RuleAdmin, TranslationAdmin):
    list_display = ["title", "asked_at", "kind", "need", "destination", "confidence", "valid_from", "valid_to"]
    list_filter = ["asked_at", "kind", "need", "confidence", "destination", "sectors"]
    search_fields = ["code", "title", "source"]
    fieldsets = [
        (None, {"fields": ["code", "title", "explanation", "condition", "agency"]}),
        (
            _("When it is asked"),
            {"fields": ["asked_at", "need", "is_for_everyone", "sectors", "hs_prefixes", "destination"]},
        ),
        (
            _("What is shown"),
            {"fields": ["kind", "check_name", "needs_number", "number_pattern", "needs_file", "needs_expiry", "position"]},
        ),
        (_("Since when, and says who"), {"fields": ["valid_from", "valid_to", "source", "confidence"]}),
    ]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, widget=UnfoldAdminCheckboxSelectMultiple(), **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = sorted(form.instance.sectors.values_list("code", flat=True))
        super().save_related(request, form, formsets, change)
        after = sorted(form.instance.sectors.values_list("code", flat=True))
        if before != after:
            record(
                subject=form.instance,
                action="evidencerequirement.sectors",
                by=request.user,
                before={"sectors": before},
                after={"sectors": after},
            )


@admin.register(ReasonCode)
class ReasonCodeAdmin(RuleAdmin, TranslationAdmin):
    list_display = ["text", "used_for", "step", "position", "is_active"]
    list_filter = ["used_for", "is_active"]
    search_fields = ["code", "text"]


@admin.register(Sector)
class SectorAdmin(RuleAdmin, TranslationAdmin):
    list_display = ["name", "code", "hs_prefixes", "position", "is_open"]
    search_fields = ["code", "name"]


@admin.register(Holiday)
class HolidayAdmin(RuleAdmin):
    list_display = ["day", "name", "confidence"]
    search_fields = ["name"]
    date_hierarchy = "day"
