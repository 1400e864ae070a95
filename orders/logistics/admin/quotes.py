from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from orders.logistics.enums import QuoteState
from orders.logistics.models import Quote, QuoteOption


class OptionInline(TabularInline):
    model = QuoteOption
    fields = ["position", "carrier", "service", "amount", "currency", "chargeable_g", "rule", "components"]
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(Quote)
class QuoteAdmin(ModelAdmin):
    """What buyers asked, and what they were told; above all the lanes that no card covers yet."""

    list_display = ["created_at", "origin", "destination_country", "gross_g", "shown_state", "reason", "version", "valid_until"]
    list_filter = ["state", "reason", "destination_country"]
    date_hierarchy = "created_at"
    inlines = [OptionInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    @display(
        description=_("state"),
        label=dict.fromkeys(QuoteState) | {QuoteState.PRICED: "success", QuoteState.ON_REQUEST: "warning", QuoteState.FAILED: "danger"},
    )
    def shown_state(self, quote: Quote) -> tuple[str, str]:
        return quote.state, quote.get_state_display()
