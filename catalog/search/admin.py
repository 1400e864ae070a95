from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.search.models import SearchMiss, Synonym
from catalog.search.services.synonyms import check_synonym, remove_synonym, save_synonym
from marketplace.desk import ReadOnly


class SynonymForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if words := cleaned.get("words"):
            self.instance.words = words
            check_synonym(self.instance)
            cleaned["words"] = self.instance.words
        return cleaned


@admin.register(Synonym)
class SynonymAdmin(ModelAdmin):
    """Words that mean the same to a buyer."""

    form = SynonymForm
    list_display = ["words", "language", "is_active", "note"]
    list_filter = ["language", "is_active"]
    search_fields = ["words", "note"]
    fields = ["words", "language", "note", "is_active"]
    list_per_page = 100
    actions = None  # each removal stands in the history

    def save_model(self, request: HttpRequest, obj: Synonym, form: Any, change: bool) -> None:
        save_synonym(synonym=obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Synonym) -> None:
        remove_synonym(synonym=obj, by=request.user)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The history has it."""

    log_change = log_addition

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """The history has it."""


@admin.register(SearchMiss)
class SearchMissAdmin(ReadOnly, ModelAdmin):
    """What nobody found: goods to ask firms for, words to call equal."""

    list_display = ["words", "in_language", "times", "nearest", "day"]
    list_filter = ["language", "day"]
    search_fields = ["words", "nearest"]
    date_hierarchy = "day"
    ordering = ["-day", "-times", "words"]
    list_per_page = 100

    @display(description=_("language"), ordering="language")
    def in_language(self, miss: SearchMiss) -> str:
        return dict(Synonym.LANGUAGES).get(miss.language, miss.language)
