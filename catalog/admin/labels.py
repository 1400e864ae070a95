from __future__ import annotations

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from catalog.admin.kept import KeptTable
from catalog.models import Allergen, LabelItem

DATED = ["rule", "valid_from", "valid_to", "source", "position"]


@admin.register(Allergen)
class AllergenAdmin(KeptTable, TranslationAdmin):
    """The allergens a seller is asked about."""

    list_display = ["name", "code", "rule", "valid_from", "valid_to"]
    search_fields = ["name_en", "name_zh_hans", "code"]
    fieldsets = [(None, {"fields": ["code", "name", *DATED]})]


@admin.register(LabelItem)
class LabelItemAdmin(KeptTable, TranslationAdmin):
    """What a label must say, by market and day."""

    list_display = ["market", "title", "kept_as", "rule", "valid_from", "valid_to"]
    list_filter = ["market"]
    search_fields = ["title_en", "title_zh_hans", "code"]
    fieldsets = [(None, {"fields": ["market", "code", "title", "kept_as", *DATED]})]
