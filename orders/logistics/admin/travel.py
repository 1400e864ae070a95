from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import action
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from orders.logistics.enums import Passage, Teller
from orders.logistics.exceptions import StepRefused
from orders.logistics.models import TravelEvent
from orders.logistics.selectors import piece_of
from orders.logistics.services.step_sheet import SheetRefused, note_sheet
from orders.logistics.services.travel import note_step

MOST_BYTES = 1_000_000


class StepForm(forms.Form):
    """An officer tells where one piece is: now, unless another moment is given."""

    number = forms.CharField(label=_("Number of the parcel or container"), max_length=60, widget=UnfoldAdminTextInputWidget)
    passage = forms.ChoiceField(label=_("Where it is"), choices=Passage.choices, widget=UnfoldAdminSelectWidget)
    place = forms.CharField(label=_("Place"), max_length=80, required=False, widget=UnfoldAdminTextInputWidget)
    happened_at = forms.DateTimeField(
        label=_("When"), required=False, help_text=_("Now, if you leave it empty."), widget=UnfoldAdminTextInputWidget
    )

    def tell(self, request: HttpRequest) -> bool:
        """Write it down; False where it cannot be, and the form then says why."""
        if not self.is_valid():
            return False
        told = self.cleaned_data
        piece = piece_of(told["number"])
        if piece is None:
            self.add_error("number", _("No shipment travels under this number."))
            return False
        moment = told["happened_at"] or timezone.now()
        facts = {"passage": told["passage"], "place": told["place"], "happened_at": moment, "raw": {"number": told["number"]}}
        try:
            note_step(shipment=piece.shipment, piece=piece, teller=Teller.OFFICER, by=request.user, **facts)
        except StepRefused as refusal:
            self.add_error(None, str(refusal))
            return False
        return True


class SheetForm(forms.Form):
    sheet = forms.FileField(label=_("The carrier’s list, CSV"), widget=UnfoldAdminFileFieldWidget)

    def clean_sheet(self) -> str:
        sheet = self.cleaned_data["sheet"]
        if sheet.size > MOST_BYTES:
            raise forms.ValidationError(_("This sheet is too long."))
        try:
            return sheet.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This is no CSV in UTF-8.")) from None


class Kept(ModelAdmin):
    """What was told is read, never changed."""

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(TravelEvent)
class TravelEventAdmin(Kept):
    """Where shipments are: every word of sellers, carriers and officers, the late ones too."""

    list_display = ["shipment", "piece", "passage", "place", "happened_at", "teller", "noted_at"]
    list_filter = ["teller", "passage"]
    list_select_related = ["piece"]
    search_fields = ["shipment", "piece__number"]
    ordering = ["-noted_at"]
    actions_list = ["tell_steps"]

    def has_tell_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("logistics.add_travelevent")

    @action(description=_("Tell steps"), url_path="tell", permissions=["tell"], icon="add")
    def tell_steps(self, request: HttpRequest) -> HttpResponse:
        """One step by hand, or a carrier's list."""
        is_list = "list" in request.POST
        step = StepForm(request.POST if request.method == "POST" and not is_list else None)
        sheet = SheetForm(*((request.POST, request.FILES) if is_list else ()))
        mistakes: list[str] = []
        if is_list and sheet.is_valid():
            try:
                count = note_sheet(text=sheet.cleaned_data["sheet"], by=request.user)
            except SheetRefused as refusal:
                mistakes = refusal.args[0]
            else:
                self.message_user(
                    request, ngettext("%(count)d new step.", "%(count)d new steps.", count) % {"count": count}, messages.SUCCESS
                )
                return redirect("admin:logistics_travelevent_changelist")
        elif step.is_bound and step.tell(request):
            self.message_user(request, _("Written down."), messages.SUCCESS)
            return redirect("admin:logistics_travelevent_changelist")
        told = {"step": step, "sheet": sheet, "mistakes": mistakes, "passages": Passage.choices, "title": _("Tell steps")}
        return render(request, "admin/logistics/tell_steps.html", {**self.admin_site.each_context(request), "opts": self.opts, **told})
