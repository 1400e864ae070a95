"""Flash sales at the officers' desk: their terms, and what is left of them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.campaigns.models import FlashSale
from marketplace.allocation.selectors import level
from marketplace.desk import ReadOnly


@admin.register(FlashSale)
class FlashSaleAdmin(ReadOnly, ModelAdmin):
    list_display = ["slug", "goods", "units", "left", "per_buyer", "opens_at", "closes_at"]
    list_per_page = 20  # each row asks its pools what is left
    search_fields = ["slug", "variant__sku", "variant__product__name_en", "variant__product__name_zh_hans"]
    fields = ["slug", "goods", "units", "left", "per_buyer", "hold_minutes", "opens_at", "closes_at"]
    readonly_fields = ["goods", "left"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FlashSale]:
        return super().get_queryset(request).select_related("variant__product")

    @display(description=_("goods"))
    def goods(self, sale: FlashSale) -> str:
        return f"{sale.variant.product.name} {sale.variant.name or ''}".strip()

    @display(description=_("left"))
    def left(self, sale: FlashSale) -> int:
        return level(sale.thing).free
