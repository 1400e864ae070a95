"""What officers see of things that are scarce. They are moved by the rooms that sell them; here nothing is edited."""

from __future__ import annotations

from django.contrib import admin
from unfold.admin import ModelAdmin

from marketplace.allocation.models import Hold, Pool
from marketplace.desk import ReadOnly


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
