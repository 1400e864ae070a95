"""What officers see of things that are scarce. They are moved by the rooms that sell them; here nothing is edited."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from marketplace.allocation.models import Hold, Pool
from marketplace.hubs.context import current_hub


class ReadOnly:
    """Seen by those who may view, changed by nobody."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Pool)
class PoolAdmin(ReadOnly, ModelAdmin):
    list_display = ["subject", "key", "share", "on_hand", "taken"]
    list_filter = ["subject"]
    search_fields = ["=key"]
    ordering = ["subject", "key", "share"]
    show_full_result_count = False


@admin.register(Hold)
class HoldAdmin(ReadOnly, ModelAdmin):
    """Who has what set aside, the newest first. Search by the number of the order or by the key of the thing."""

    list_display = ["key", "pool", "quantity", "state", "expires_at", "changed_at"]
    list_filter = ["state", "pool__subject"]
    list_select_related = ["pool"]
    search_fields = ["key", "=pool__key"]
    ordering = ["-pk"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hold]:
        return super().get_queryset(request).filter(hub=current_hub())
