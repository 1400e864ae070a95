from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from unfold.decorators import display

from catalog.admin.kept import KeptTable
from catalog.models import Material
from catalog.selectors.shelves import forget_market


@admin.register(Material)
class MaterialAdmin(KeptTable, TranslationAdmin):
    """What handmade goods are made of."""

    list_display = ["name", "slug", "goods", "position", "is_offered"]
    list_filter = ["is_offered"]
    search_fields = ["name_en", "name_zh_hans", "slug"]
    fieldsets = [(None, {"fields": ["slug", "name", "position", "is_offered"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Material]:
        return super().get_queryset(request).annotate(goods_count=Count("products"))

    def save_model(self, request: HttpRequest, obj: Material, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(forget_market)

    @display(description=_("goods"), ordering="goods_count")
    def goods(self, material: Material) -> int:
        return material.goods_count
