"""Papers are made by the trade and corrected by their seller; the desk only reads them. What is needed is kept by two officers."""

import json

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from marketplace.approval.desk import DatedRowAdmin, InForceFilter
from marketplace.desk import ReadOnly

from .enums import Need
from .models import CountryCode, Document, DocumentRule, NumberSeries, PaperSet
from .refusals import spoken


@admin.register(Document)
class DocumentAdmin(ReadOnly, ModelAdmin):
    list_display = ["number", "version", "kind", "seller", "order_number", "issued_at", "state", "file"]
    list_filter = ["kind", "state", "year"]
    list_select_related = ["seller"]
    search_fields = ["number", "order_number", "check_code", "sha256", "seller__legal_name"]
    date_hierarchy = "issued_at"
    fields = [
        "number", "version", "kind", "seller", "order_number", "supersedes", "issued_at", "issued_by", "check_code", "state", "file",
        "sha256", "size", "drawn_at", "frozen",
    ]  # fmt: skip

    @admin.display(description=_("file"))
    def file(self, document: Document) -> str:
        if not document.is_drawn:
            return "–"
        return format_html('<a href="{}">{}</a>', reverse("paperwork:document-download", args=[document.pk]), document.file_name)

    @admin.display(description=_("facts"))
    def frozen(self, document: Document) -> str:
        return format_html("<pre>{}</pre>", json.dumps(document.facts, ensure_ascii=False, indent=2))


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnly, ModelAdmin):
    list_display = ["seller", "kind", "year", "next_number"]
    list_filter = ["kind", "year"]
    list_select_related = ["seller"]
    search_fields = ["seller__legal_name"]


@admin.register(PaperSet)
class PaperSetAdmin(ReadOnly, ModelAdmin):
    list_display = ["order_number", "seller", "state", "created_at", "changed_at"]
    list_filter = ["state"]
    list_select_related = ["seller"]
    search_fields = ["order_number", "seller__legal_name"]
    date_hierarchy = "created_at"
    fields = ["order_number", "seller", "state", "why", "papers", "created_at", "changed_at", "shipment"]

    @admin.display(description=_("contradictions"))
    def why(self, paper_set: PaperSet) -> str:
        rows = [
            (
                refusal.sentence,
                "; ".join(f"{box.paper} {box.packages or box.line or ''}, {box.name}: {box.value}" for box in refusal.boxes),
            )
            for refusal in spoken(paper_set.found)
        ]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}</li>", rows)) if rows else "–"

    @admin.display(description=_("documents"))
    def papers(self, paper_set: PaperSet) -> str:
        rows = [
            (reverse("admin:paperwork_document_change", args=[document.pk]), str(document))
            for document in paper_set.documents.order_by("kind", "version")
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', rows) if rows else "–"


@admin.register(DocumentRule)
class DocumentRuleAdmin(DatedRowAdmin):
    """Which paper which goods need: read here, changed by two officers like duties."""

    list_display = [
        "document",
        "hs_prefix",
        "destination",
        "mode",
        "incoterm",
        "shown_need",
        "valid_from",
        "valid_to",
        "shown_confidence",
        "source",
        "shown_state",
    ]
    list_display_links = ["document", "hs_prefix"]
    list_filter = [InForceFilter, "document", "destination", "need", "confidence", "state"]
    list_select_related = ["proposed_by"]
    search_fields = ["hs_prefix", "reason", "source", "note"]
    told = ["document", ("hs_prefix", "destination"), ("mode", "incoterm"), "need", "reason", "reason_zh"]
    copied = ["document", "hs_prefix", "destination", "mode", "incoterm", "need", "reason", "reason_zh"]

    @display(description=_("need"), label={Need.REQUIRED: "success", Need.CONDITIONAL: "info", Need.NONE: None}, ordering="need")
    def shown_need(self, row: DocumentRule) -> tuple[str, str]:
        return row.need, row.get_need_display()


@admin.register(CountryCode)
class CountryCodeAdmin(DatedRowAdmin):
    """Numbers of countries on papers: read here, changed by two officers."""

    list_display = ["code_list", "country", "code", "valid_from", "valid_to", "shown_confidence", "source", "shown_state"]
    list_display_links = ["code_list", "country"]
    list_filter = [InForceFilter, "code_list", "confidence", "state"]
    list_select_related = ["proposed_by"]
    search_fields = ["country", "code", "source", "note"]
    told = [("code_list", "country"), "code"]
    copied = ["code_list", "country", "code"]
