"""Reference prices, kept by officers: a price of another day is another row."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from marketplace.history.services import record
from orders.trade.models import CallOff, ReferencePrice


@admin.register(ReferencePrice)
class ReferencePriceAdmin(ModelAdmin):
    list_display = ["code", "day", "amount", "currency", "unit", "source", "is_verified"]
    list_filter = ["code", "currency", "is_verified"]
    date_hierarchy = "day"

    def has_delete_permission(self, request: HttpRequest, obj: ReferencePrice | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: ReferencePrice | None = None) -> list[str]:
        """What a call-off was priced with stays; that somebody looked at its source may still be noted."""
        if obj is not None and CallOff.objects.filter(reference_price=obj).exists():
            return ["code", "day", "amount", "currency", "unit"]
        return []

    def save_model(self, request: HttpRequest, obj: ReferencePrice, form: Any, change: bool) -> None:
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        record(subject=obj, action="trade_reference_price.kept", by=request.user, before=before, after=after)
