from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from catalog.admin.kept import KeptTable
from catalog.models import PaperRule


@admin.register(PaperRule)
class PaperRuleAdmin(KeptTable, TranslationAdmin):
    """Which paper goods need on the way to a country. No row for a country that asks for one: such goods stay closed to it."""

    list_display = ["hs_prefix", "destination", "title", "issuer", "necessity", "valid_from", "valid_to", "confidence"]
    list_filter = ["destination", "necessity", "issuer"]
    search_fields = ["hs_prefix", "title_en", "title_zh_hans", "paper", "source"]
    fieldsets = [
        (None, {"fields": ["hs_prefix", "destination", "paper", "title", "issuer", "necessity", "note", "position"]}),
        (_("Since when, and says who"), {"fields": ["valid_from", "valid_to", "source", "confidence"]}),
    ]
