from django.contrib import admin
from unfold.admin import ModelAdmin

from marketplace.history.models import Entry


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    list_display = ["position", "at", "by", "action", "subject_type", "subject_id", "note"]
    list_filter = ["action", "subject_type"]
    search_fields = ["subject_id", "note", "by__email"]
    date_hierarchy = "at"

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
