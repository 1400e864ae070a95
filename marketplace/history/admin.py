from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from marketplace.history.models import Entry
from marketplace.history.words import all_words, words_for


class ActionFilter(admin.SimpleListFilter):
    """By the words of an action: no question to the log for the choices."""

    title = _("what")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return all_words()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    list_display = ["position", "at", "by", "what", "subject_type", "subject_id", "note"]
    list_filter = [ActionFilter, "subject_type"]
    list_select_related = ["by", "subject_type"]
    search_fields = ["subject_id", "note", "by__email"]
    date_hierarchy = "at"
    fields = [
        "position", "at", "by", "what", "code", "subject_type", "subject_id", "note", "before", "after", "previous_hash", "hash",
    ]  # fmt: skip

    @admin.display(description=_("what"), ordering="action")
    def what(self, entry: Entry) -> str:
        return words_for(entry.action)

    @admin.display(description=_("code"))
    def code(self, entry: Entry) -> str:
        return entry.action

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
