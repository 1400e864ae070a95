from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from unfold.decorators import display

from catalog.admin.kept import KeptTable
from catalog.models import Category
from catalog.services.tables import check_shelf, save_shelf


class ShelfForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.parent = cleaned.get("parent")
        check_shelf(self.instance)
        return cleaned


@admin.register(Category)
class CategoryAdmin(KeptTable, TranslationAdmin):
    """The tree of shelves, each below the one it stands on."""

    form = ShelfForm
    list_display = ["in_tree", "slug", "goods", "position", "is_sold_by_weight", "has_coffee_facts", "has_materials", "is_food"]
    list_per_page = 200
    search_fields = ["name_en", "name_zh_hans", "slug"]
    ordering = ["path"]
    fieldsets = [
        (None, {"fields": ["parent", "slug", "name", "description", "position"]}),
        (_("What its goods are asked for"), {"fields": ["is_sold_by_weight", "has_coffee_facts", "has_materials", "is_food"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return super().get_queryset(request).annotate(goods_count=Count("products"))

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        save_shelf(shelf=obj, by=request.user)

    @display(description=_("shelf"), ordering="path")
    def in_tree(self, shelf: Category) -> str:
        return "\u2003" * (shelf.path.count("/") - 1) + shelf.name

    @display(description=_("goods"), ordering="goods_count")
    def goods(self, shelf: Category) -> int:
        return shelf.goods_count
