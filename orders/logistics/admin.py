from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportModelAdmin
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.import_export.forms import ExportForm, ImportForm
from unfold.decorators import display

from orders.logistics.enums import QuoteState
from orders.logistics.models import Quote, QuoteOption, RateBreak, RateCard, Surcharge
from orders.logistics.rate_sheet import figures_of, note_card, write_breaks
from orders.logistics.resources import RateCardResource


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
    fields = ["code", "basis", "rate", "minimum", "currency"]
    extra = 0
    hide_title = True


class ValidityFilter(admin.SimpleListFilter):
    title = _("validity")
    parameter_name = "valid"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("now", _("valid today")), ("later", _("begins later")), ("over", _("over"))]

    def queryset(self, request: HttpRequest, queryset):
        today = timezone.localdate()
        if self.value() == "now":
            return queryset.valid_on(today)
        if self.value() == "later":
            return queryset.filter(valid_from__gt=today)
        return queryset.filter(valid_to__lt=today) if self.value() == "over" else queryset


@admin.register(RateCard)
class RateCardAdmin(ModelAdmin, ImportExportModelAdmin):
    """What delivery costs. A card that has priced a quote cannot be deleted; end it instead."""

    resource_classes = [RateCardResource]
    import_form_class = ImportForm
    export_form_class = ExportForm
    inlines = [BreakInline, SurchargeInline]
    list_display = ["carrier", "service", "lane", "shown_breaks", "valid_from", "valid_to", "shown_demonstration"]
    list_filter = [ValidityFilter, "service", "destination_country", "is_demonstration", "carrier"]
    search_fields = ["carrier", "origin", "destination_country", "source"]
    readonly_fields = ["entered_by"]
    save_as = True
    fieldsets = [
        (None, {"fields": ["carrier", ("service", "mode"), ("origin", "destination_country"), ("destination_region", "commodity")]}),
        (_("Weight"), {"fields": ["weight_rule", ("unit", "ratio"), ("min_total_kg", "max_total_kg"), "max_piece_kg"]}),
        (_("Price"), {"fields": [("currency", "minimum"), ("transit_min_days", "transit_max_days")]}),
        (_("Where it comes from"), {"fields": [("valid_from", "valid_to"), "source", "is_demonstration", "entered_by"]}),
    ]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("breaks")

    @admin.display(description=_("lane"), ordering="destination_country")
    def lane(self, card: RateCard) -> str:
        return f"{card.origin}–{card.destination_country} {card.destination_region}".strip()

    @admin.display(description=_("breaks"))
    def shown_breaks(self, card: RateCard) -> str:
        return f"{card.currency} {write_breaks(card.breaks.all())}"

    @display(description=_("figures"), label={True: "warning", False: "success"})
    def shown_demonstration(self, card: RateCard) -> tuple[bool, str]:
        return card.is_demonstration, _("demo") if card.is_demonstration else _("contract")

    def save_model(self, request: HttpRequest, obj: RateCard, form, change: bool) -> None:
        request.figures_before = figures_of(RateCard.objects.get(pk=obj.pk)) if change else {}
        obj.entered_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        note_card(card=form.instance, by=request.user, before=request.figures_before)


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
