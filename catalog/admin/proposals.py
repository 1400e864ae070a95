"""What is proposed to sellers in currencies they typed no price in, and what became of it: for officers to read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.models import PriceProposal, ProposalState
from marketplace.hubs.context import current_hub

COLOURS = {ProposalState.OPEN: "warning", ProposalState.TAKEN: "success", ProposalState.KEPT: "info", ProposalState.OUTDATED: None}


@admin.register(PriceProposal)
class PriceProposalAdmin(ModelAdmin):
    list_display = ["shown_product", "variant", "shown_old", "shown_price", "shown_rate", "shown_state", "made_at"]
    list_filter = ["state", "currency", "converted_from"]
    search_fields = ["variant__product__name_en", "variant__product__slug", "variant__sku", "variant__product__seller__trade_name"]
    date_hierarchy = "made_at"
    ordering = ["-pk"]
    list_per_page = 50
    fields = [
        "variant", ("before", "amount", "currency"), ("base_amount", "converted_from"), ("rate", "shown_source"), "state",
        ("made_at", "closed_at"),
    ]  # fmt: skip
    readonly_fields = ["shown_source"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PriceProposal]:
        rows = super().get_queryset(request).filter(variant__product__hub=current_hub())
        return rows.select_related("variant__product__seller", "rate")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    @display(description=_("product"), ordering="variant__product__name_en", header=True)
    def shown_product(self, proposal: PriceProposal) -> tuple[str, str]:
        product = proposal.variant.product
        return product.name or product.slug, product.seller.name

    @display(description=_("price now"), ordering="before")
    def shown_old(self, proposal: PriceProposal) -> str:
        return str(proposal.old or "–")

    @display(description=pgettext_lazy("price", "proposed"), ordering="amount")
    def shown_price(self, proposal: PriceProposal) -> str:
        return str(proposal.money)

    @display(description=_("rate"), ordering="rate__day", header=True)
    def shown_rate(self, proposal: PriceProposal) -> tuple[str, str]:
        return str(proposal.rate), proposal.rate.source

    @display(description=_("source of the rate"))
    def shown_source(self, proposal: PriceProposal) -> str:
        return proposal.rate.source

    @display(description=_("state"), label=COLOURS, ordering="state")
    def shown_state(self, proposal: PriceProposal) -> tuple[str, str]:
        return proposal.state, proposal.get_state_display()
