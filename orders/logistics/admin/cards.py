from __future__ import annotations

from datetime import timedelta

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, XLSX
from unfold.admin import TabularInline
from unfold.contrib.import_export.forms import ExportForm, ImportForm
from unfold.decorators import action

from orders.logistics.admin.figure import FigureAdmin
from orders.logistics.models import RateBreak, RateCard, Surcharge
from orders.logistics.rate_sheet import figures_of, note_card, write_breaks
from orders.logistics.resources import RateCardResource
from orders.logistics.services.cards import propose_newer


class BreakInline(TabularInline):
    model = RateBreak
    fields = ["from_quantity", "unit_rate"]
    extra = 0
    min_num = 1
    hide_title = True

    def get_formset(self, request: HttpRequest, obj=None, **kwargs):
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class SurchargeInline(TabularInline):
    model = Surcharge
    fields = ["code", "basis", "rate", "minimum", "currency", "stage"]
    extra = 0
    hide_title = True


@admin.register(RateCard)
class RateCardAdmin(FigureAdmin, ImportExportModelAdmin):
    """What delivery costs. One officer enters or imports a card, another puts it in force."""

    resource_classes = [RateCardResource]
    formats = import_formats = export_formats = [CSV, XLSX]
    import_form_class = ImportForm
    export_form_class = ExportForm
    inlines = [BreakInline, SurchargeInline]
    list_display = ["carrier", "service", "shown_lane", "shown_breaks", "valid_from", "valid_to", "shown_demonstration", "shown_state"]
    list_filter = [*FigureAdmin.list_filter, "service", "stage", "destination_country", "is_demonstration", "carrier"]
    search_fields = ["carrier", "origin", "destination_place", "destination_country", "source"]
    actions_detail = ["propose_newer_card"]
    facts = [
        (
            None,
            {
                "fields": [
                    "carrier",
                    ("service", "mode", "stage"),
                    ("origin", "destination_country"),
                    ("destination_region", "destination_place"),
                    "commodity",
                ]
            },
        ),
        (
            _("Weight"),
            {
                "fields": [
                    "weight_rule",
                    ("unit", "ratio"),
                    ("container", "max_container_kg"),
                    ("min_total_kg", "max_total_kg"),
                    "max_piece_kg",
                ]
            },
        ),
        (_("Price"), {"fields": [("currency", "minimum"), ("transit_min_days", "transit_max_days")]}),
        (
            _("Where it comes from"),
            {"fields": [("valid_from", "valid_to"), "source", "is_demonstration", ("co2_kg_per_tonne", "co2_source")]},
        ),
    ]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("breaks")

    @admin.display(description=_("lane"), ordering="destination_country")
    def shown_lane(self, card: RateCard) -> str:
        return f"{card.lane} {card.container}".strip()

    @admin.display(description=_("breaks"))
    def shown_breaks(self, card: RateCard) -> str:
        return f"{card.currency} {write_breaks(card.breaks.all())}"

    @action(description=_("Propose a newer card"), url_path="newer", permissions=["propose"], icon="add")
    def propose_newer_card(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """A proposal from tomorrow on with what this card says; the officer then changes it."""
        card = get_object_or_404(self.get_queryset(request), pk=object_id)
        newer = propose_newer(card=card, valid_from=timezone.localdate() + timedelta(days=1), by=request.user)
        self.message_user(
            request, _("A proposal with the same figures. Change them, then another officer puts it in force."), messages.INFO
        )
        return redirect(reverse("admin:logistics_ratecard_change", args=[newer.pk]))

    def save_model(self, request: HttpRequest, obj: RateCard, form, change: bool) -> None:
        request.figures_before = figures_of(RateCard.objects.get(pk=obj.pk)) if change else {}
        obj.proposed_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        note_card(card=form.instance, by=request.user, before=request.figures_before)
