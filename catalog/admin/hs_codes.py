from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export import fields, resources
from import_export.admin import ImportExportModelAdmin
from modeltranslation.admin import TranslationAdmin
from unfold.contrib.import_export.forms import ExportForm, ImportForm
from unfold.decorators import display

from catalog.admin.kept import KeptTable
from catalog.models import HsCode
from catalog.services.tables import save_row

COLUMNS = [
    *("code", "hs6", "title_en", "title_zh_hans", "title_fr", "title_rw", "words"),
    *("mfn_percent", "general_percent", "ldc_percent", "import_vat_percent", "consumption_tax_percent"),
    *("inspection_class", "consumer_list", "other_markets", "is_complete", "is_recoded"),
    *("valid_from", "valid_to", "source", "source_date", "confidence"),
]


class HsCodeResource(resources.ModelResource):
    """A row is known by its code and the day it begins. An empty rate is unknown, never zero."""

    hs6 = fields.Field(attribute="hs6", column_name="hs6")

    class Meta:
        model = HsCode
        fields = COLUMNS
        export_order = COLUMNS
        import_id_fields = ["code", "valid_from"]
        clean_model_instances = True  # the table's own constraints speak, row by row: overlapping days among them
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def get_queryset(self) -> QuerySet[HsCode]:
        return HsCode.objects.all()

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """Spreadsheets swallow leading zeros and add dots; six digits follow from the code."""
        code = "".join(mark for mark in str(row.get("code") or "") if mark.isdigit())
        row["code"] = f"0{code}" if len(code) in (5, 7, 9) else code
        row["hs6"] = row["code"][:6]
        row["is_complete"] = "1" if len(row["code"]) == 10 else "0"

    def do_instance_save(self, instance: HsCode, is_create: bool) -> None:
        save_row(row=instance, by=self.by, note="import")

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.by = kwargs.get("user")


class InForce(admin.SimpleListFilter):
    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("today", _("today")), ("ended", pgettext_lazy("rates", "ended")), ("later", _("later"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[HsCode]) -> QuerySet[HsCode]:
        today = timezone.localdate()
        if self.value() == "today":
            return queryset.valid_on(today)
        if self.value() == "ended":
            return queryset.filter(valid_to__lt=today)
        if self.value() == "later":
            return queryset.filter(valid_from__gt=today)
        return queryset


@admin.register(HsCode)
class HsCodeAdmin(KeptTable, TranslationAdmin, ImportExportModelAdmin):
    """The customs table, as dated rows: a new rate is a new row, and the old one ends the day before."""

    resource_classes = [HsCodeResource]
    import_form_class = ImportForm
    export_form_class = ExportForm
    skip_admin_log = True
    list_display = [
        *("code", "title", "mfn_percent", "import_vat_percent", "consumer_list"),
        *("listings", "valid_from", "valid_to", "confidence"),
    ]
    list_filter = [InForce, "is_complete", "is_recoded", "consumer_list", "inspection_class"]
    search_fields = ["code", "title_en", "title_zh_hans", "words", "source"]
    ordering = ["code", "valid_from"]
    list_per_page = 100
    fieldsets = [
        (None, {"fields": ["code", "hs6", "title", "words"]}),
        (
            _("Rates of China"),
            {"fields": ["mfn_percent", "general_percent", "ldc_percent", "import_vat_percent", "consumption_tax_percent"]},
        ),
        (_("Conditions"), {"fields": ["inspection_class", "consumer_list", "other_markets", "is_complete", "is_recoded"]}),
        (_("Since when, and says who"), {"fields": ["valid_from", "valid_to", "source", "source_date", "confidence"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[HsCode]:
        return super().get_queryset(request).annotate(listing_count=Count("products"))

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @display(description=_("listings"), ordering="listing_count")
    def listings(self, row: HsCode) -> int:
        return row.listing_count
