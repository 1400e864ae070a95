"""The rows that RDB keeps: what is asked of whom, by two officers; the reasons officers give and the days the desk is closed, by one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultiple

from marketplace.approval.desk import InForceFilter, NewerRowAdmin
from sellers.enums import Confidence
from sellers.models import EvidenceRequirement, Holiday, ReasonCode, Sector
from sellers.services.rules import note_sectors, save_rule

SURE = {Confidence.SOURCED: "success", Confidence.UNVERIFIED: "warning"}
TRANSLATED = ("title", "explanation", "condition")  # the columns of each language stand beside them


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
class EvidenceRequirementAdmin(TranslationAdmin, NewerRowAdmin):
    """What firms and goods must show. One officer proposes a rule, another puts it in force; listings are then looked at again."""

    list_display = ["title", "asked_at", "kind", "need", "destination", "shown_confidence", "valid_from", "valid_to", "shown_state"]
    list_filter = [InForceFilter, "state", "asked_at", "kind", "need", "confidence", "destination", "sectors"]
    list_select_related = ["proposed_by"]
    search_fields = ["code", "title", "source"]
    facts = [
        (None, {"fields": ["code", "title", "explanation", "condition", "agency"]}),
        (
            _("When it is asked"),
            {"fields": ["asked_at", "need", "is_for_everyone", "sectors", "hs_prefixes", "destination"]},
        ),
        (
            _("What is shown"),
            {"fields": ["kind", "check_name", "needs_number", "number_pattern", "needs_file", "needs_expiry", "position"]},
        ),
        (_("Since when, and says who"), {"fields": [("valid_from", "valid_to"), "source", "confidence"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: EvidenceRequirement | None = None) -> list:
        return self._patch_fieldsets(NewerRowAdmin.get_fieldsets(self, request, obj))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, widget=UnfoldAdminCheckboxSelectMultiple(), **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = sorted(form.instance.sectors.values_list("code", flat=True))
        super().save_related(request, form, formsets, change)
        note_sectors(row=form.instance, before=before, by=request.user)

    def newer_facts(self, row: EvidenceRequirement) -> dict[str, Any]:
        """All of it but its days; what has several values is written with commas, as the form reads it."""
        own = [
            field.name
            for field in self.opts.concrete_fields
            if field.editable and not field.primary_key and field.name not in (*TRANSLATED, "valid_from", "valid_to")
        ]
        facts = model_to_dict(row, fields=[*own, "sectors"])
        facts |= {"sectors": ",".join(str(sector.pk) for sector in facts["sectors"]), "hs_prefixes": ",".join(row.hs_prefixes)}
        return {name: "" if value is False else value for name, value in facts.items()}

    @display(description=_("confidence"), label=SURE, ordering="confidence")
    def shown_confidence(self, row: EvidenceRequirement) -> tuple[str, str]:
        return row.confidence, row.get_confidence_display()


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
