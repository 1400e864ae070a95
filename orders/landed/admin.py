"""The officers' desk for lights: which listings cannot be sold where, and since when. Rules are changed among duties."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from orders.landed.enums import Colour
from orders.landed.models import SaleLight


@admin.register(SaleLight)
class SaleLightAdmin(ModelAdmin):
    list_display = ["shown_product", "shown_seller", "market", "way", "shown_colour", "shown_reasons", "changed_at", "checked_at"]
    list_filter = ["colour", "market", "way"]
    list_select_related = ["product__seller", "market"]
    search_fields = ["product__name_en", "product__slug", "product__seller__trade_name", "product__seller__legal_name"]
    list_display_links = None
    list_per_page = 100

    @display(description=_("product"), ordering="product__name_en")
    def shown_product(self, row: SaleLight) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:catalog_product_change", args=[row.product_id]), row.product)

    @display(description=_("seller"))
    def shown_seller(self, row: SaleLight) -> str:
        return row.product.seller.name

    @display(description=_("light"), label={Colour.GREEN: "success", Colour.AMBER: "warning", Colour.RED: "danger"}, ordering="colour")
    def shown_colour(self, row: SaleLight) -> tuple[str, str]:
        return row.colour, row.get_colour_display()

    @display(description=_("because of"))
    def shown_reasons(self, row: SaleLight) -> str:
        return ", ".join(reason.partition(":")[0] for reason in row.reasons) or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SaleLight | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SaleLight | None = None) -> bool:
        return False
