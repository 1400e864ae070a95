from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display
from unfold.widgets import INPUT_CLASSES, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from marketplace.look import writing
from orders.logistics.enums import LotState
from orders.logistics.exceptions import LotRefused
from orders.logistics.lot_forms import CancelForm, LotForm
from orders.logistics.models import FreightLot, LotShare
from orders.logistics.services.lots import cancel_lot, open_lot


class DeskLotForm(LotForm):
    """The same form in the desk's clothes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("card", "time_zone", "currency"):
            self.fields[name].widget = UnfoldAdminSelectWidget(choices=self.fields[name].choices)
        for name in ("closes_at", "capacity"):
            self.fields[name].widget.attrs["class"] = " ".join(INPUT_CLASSES)


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


class DeskCancelForm(CancelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget = UnfoldAdminTextInputWidget()


@admin.register(FreightLot)
class FreightLotAdmin(ModelAdmin):
    """Lots that firms fill together. An officer opens one here; firms join it in their offices, and a job closes it at its time."""

    form = DeskLotForm
    fields = ["card", "capacity", ("closes_at", "time_zone"), "currency", "note"]
    inlines = [ShareInline]
    list_display = ["__str__", "shown_lane", "shown_room", "shown_closing", "shown_total", "shown_state"]
    list_filter = ["state"]
    list_select_related = ["card"]
    actions_detail = ["cancel"]

    def get_fields(self, request: HttpRequest, obj: FreightLot | None = None) -> list:
        read = ["card", "shown_room", "shown_closing", "currency", "seller", "note", "shown_total", "shown_state", "shown_why"]
        return read if obj else self.fields

    def get_form(self, request: HttpRequest, obj: FreightLot | None = None, change: bool = False, **kwargs: Any) -> type[forms.ModelForm]:
        if obj:
            kwargs["form"] = forms.ModelForm  # read, not entered: no field of the other form is there
        return super().get_form(request, obj, change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: FreightLot | None = None) -> list[str]:
        return self.get_fields(request, obj) if obj else []

    def get_inlines(self, request: HttpRequest, obj: FreightLot | None) -> list:
        return self.inlines if obj else []

    def has_change_permission(self, request: HttpRequest, obj: FreightLot | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: FreightLot | None = None) -> bool:
        return False

    def has_cancel_permission(self, request: HttpRequest, object_id: int | None = None) -> bool:
        return request.user.has_perm("logistics.cancel_freightlot")

    @action(description=_("Cancel this lot"), url_path="cancel", permissions=["cancel"], icon="block")
    def cancel(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Asks why, and tells the firms in it."""
        lot = get_object_or_404(self.get_queryset(request), pk=object_id)
        form = DeskCancelForm(request.POST or None)
        if form.is_valid():
            try:
                cancel_lot(lot=lot, reason=form.cleaned_data["reason"], by=request.user)
            except LotRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                self.message_user(request, _("The lot is cancelled. The firms in it are told by letter."), messages.SUCCESS)
                return redirect("admin:logistics_freightlot_changelist")
        told = {"form": form, "lot": lot, "title": _("Cancel this lot")}
        return render(request, "admin/logistics/cancel_lot.html", {**self.admin_site.each_context(request), "opts": self.opts, **told})

    def save_model(self, request: HttpRequest, obj: FreightLot, form: LotForm, change: bool) -> None:
        """The service opens it: the end of the lot is a job that is written with it."""
        obj.pk = open_lot(**form.cleaned_data, by=request.user).pk

    def log_addition(self, request: HttpRequest, obj: FreightLot, message) -> None:
        """The hash-chained history takes the place of Django's own log."""

    @display(description=_("lane"))
    def shown_lane(self, lot: FreightLot) -> str:
        return f"{lot.card.carrier} {lot.card.lane}"

    @display(description=_("taken of the room"))
    def shown_room(self, lot: FreightLot) -> str:
        return f"{lot.taken.normalize():f} / {lot.capacity.normalize():f} {lot.unit}"

    @display(description=_("closes"), ordering="closes_at")
    def shown_closing(self, lot: FreightLot) -> str:
        return writing.moment(lot.closes_at, lot.time_zone)

    @display(description=_("freight of the lot"))
    def shown_total(self, lot: FreightLot) -> str:
        return str(lot.total or "")

    @display(description=_("why it was cancelled"))
    def shown_why(self, lot: FreightLot) -> str:
        return lot.why_cancelled

    @display(
        description=_("state"),
        label={LotState.OPEN: "info", LotState.CLOSED: "success", LotState.EMPTY: "warning", LotState.CANCELLED: "danger"},
    )
    def shown_state(self, lot: FreightLot) -> tuple[str, str]:
        return lot.state, lot.get_state_display()
