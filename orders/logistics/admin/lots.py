from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.widgets import INPUT_CLASSES, UnfoldAdminSelectWidget

from marketplace.look import writing
from orders.logistics.enums import LotState
from orders.logistics.lot_forms import LotForm
from orders.logistics.models import FreightLot, LotShare
from orders.logistics.services.lots import open_lot


class DeskLotForm(LotForm):
    """The same form in the desk's clothes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("card", "time_zone", "currency"):
            self.fields[name].widget = UnfoldAdminSelectWidget(choices=self.fields[name].choices)
        self.fields["closes_at"].widget.attrs["class"] = " ".join(INPUT_CLASSES)


class ShareInline(TabularInline):
    model = LotShare
    fields = ["seller", "reference", "chargeable_kg", "alone_amount", "amount", "joined_at", "left_at"]
    readonly_fields = fields
    extra = 0
    hide_title = True

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(FreightLot)
class FreightLotAdmin(ModelAdmin):
    """Lots that firms fill together. An officer opens one here; firms join it in their offices, and a job closes it at its time."""

    form = DeskLotForm
    fields = ["card", "capacity_kg", ("closes_at", "time_zone"), "currency", "note"]
    inlines = [ShareInline]
    list_display = ["__str__", "shown_lane", "shown_room", "shown_closing", "shown_total", "shown_state"]
    list_filter = ["state"]
    list_select_related = ["card"]

    def get_inlines(self, request: HttpRequest, obj: FreightLot | None) -> list:
        return self.inlines if obj else []

    def has_change_permission(self, request: HttpRequest, obj: FreightLot | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: FreightLot | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: FreightLot, form: LotForm, change: bool) -> None:
        """The service opens it: the end of the lot is a job that is written with it."""
        obj.pk = open_lot(**form.cleaned_data, by=request.user).pk

    def log_addition(self, request: HttpRequest, obj: FreightLot, message) -> None:
        """The hash-chained history takes the place of Django's own log."""

    @display(description=_("lane"))
    def shown_lane(self, lot: FreightLot) -> str:
        return f"{lot.card.carrier} {lot.card.lane}"

    @display(description=_("taken of the room, kg"))
    def shown_room(self, lot: FreightLot) -> str:
        return f"{lot.taken_kg.normalize():f} / {lot.capacity_kg.normalize():f}"

    @display(description=_("closes"), ordering="closes_at")
    def shown_closing(self, lot: FreightLot) -> str:
        return writing.moment(lot.closes_at, lot.time_zone)

    @display(description=_("freight of the lot"))
    def shown_total(self, lot: FreightLot) -> str:
        return str(lot.total or "")

    @display(description=_("state"), label={LotState.OPEN: "info", LotState.CLOSED: "success", LotState.EMPTY: "warning"})
    def shown_state(self, lot: FreightLot) -> tuple[str, str]:
        return lot.state, lot.get_state_display()
