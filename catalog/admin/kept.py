"""What the tables have in common: saved by a service, told by the history, never deleted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin

from catalog.services.tables import save_row


class KeptTable(ModelAdmin):
    """Rows that officers add and change; a row that no longer holds is ended, not deleted."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_row(row=obj, by=request.user)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The hash-chained history takes the place of Django's own log."""

    log_change = log_addition

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
