"""What staff see of mobile money. Nothing is edited by hand, and numbers are masked."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from marketplace.desk import ReadOnly
from orders.payments.providers.momo.enums import AskState, SendingState
from orders.payments.providers.momo.models import MomoAsk, MomoSending


@admin.register(MomoAsk)
class MomoAskAdmin(ReadOnly, ModelAdmin):
    list_display = ["created_at", "payment", "masked", "shown_state", "reason", "financial_id"]
    list_filter = ["state", "reason"]
    list_select_related = ["payment"]
    search_fields = ["payment__reference", "payment__key", "financial_id"]
    date_hierarchy = "created_at"
    fields = ["id", "payment", "masked", "state", "reason", "financial_id", "created_at", "answered_at"]
    readonly_fields = ["id"]

    @display(
        description=_("state"),
        label=dict.fromkeys(AskState) | {AskState.SUCCESSFUL: "success", AskState.FAILED: "danger"},
        ordering="state",
    )
    def shown_state(self, ask: MomoAsk) -> tuple[str, str]:
        return ask.state, ask.get_state_display()


@admin.register(MomoSending)
class MomoSendingAdmin(ReadOnly, ModelAdmin):
    list_display = ["created_at", "reference", "kind", "shown_amount", "masked", "shown_state", "reason", "financial_id"]
    list_filter = ["kind", "state", "reason"]
    search_fields = ["reference", "financial_id"]
    date_hierarchy = "created_at"
    fields = [
        "id", "reference", "attempt", "kind", "refers_to", "masked", ("amount", "currency"), "note", "state", "reason", "financial_id",
        "created_at", "ended_at",
    ]  # fmt: skip
    readonly_fields = ["id"]

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, sending: MomoSending) -> str:
        return str(sending.money)

    @display(
        description=_("state"),
        label=dict.fromkeys(SendingState) | {SendingState.SUCCESSFUL: "success", SendingState.FAILED: "danger"},
        ordering="state",
    )
    def shown_state(self, sending: MomoSending) -> tuple[str, str]:
        return sending.state, sending.get_state_display()
