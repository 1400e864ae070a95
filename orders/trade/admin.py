"""The officers' desk of wholesale: reference prices, of which a price of another day is another row, letters of credit to confirm, and what
banks pay under them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display

from marketplace.desk import ReadOnly
from marketplace.history.services import record
from orders.exceptions import OrderRefused
from orders.trade.desk_forms import AdviceForm, WordForm
from orders.trade.enums import AdviceState, DrawingState
from orders.trade.models import BankAdvice, CallOff, CreditDrawing, ReferencePrice
from orders.trade.services import advices, drawings
from orders.trade.words import spoken

DRAWING_COLOURS = dict.fromkeys(DrawingState) | {
    DrawingState.ASKED: "warning",
    DrawingState.SECURED: "info",
    DrawingState.PRESENTED: "info",
    DrawingState.REFUSED: "danger",
    DrawingState.LAPSED: "danger",
    DrawingState.SHORT: "warning",
    DrawingState.PAID: "success",
}
ADVICE_COLOURS = {AdviceState.WAITING: "warning", AdviceState.CONFIRMED: "success", AdviceState.DROPPED: None}


@admin.register(ReferencePrice)
class ReferencePriceAdmin(ModelAdmin):
    list_display = ["code", "day", "amount", "currency", "unit", "source", "is_verified"]
    list_filter = ["code", "currency", "is_verified"]
    date_hierarchy = "day"

    def has_delete_permission(self, request: HttpRequest, obj: ReferencePrice | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: ReferencePrice | None = None) -> list[str]:
        """What a call-off was priced with stays; that somebody looked at its source may still be noted."""
        if obj is not None and CallOff.objects.filter(reference_price=obj).exists():
            return ["code", "day", "amount", "currency", "unit"]
        return []

    def save_model(self, request: HttpRequest, obj: ReferencePrice, form: Any, change: bool) -> None:
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        record(subject=obj, action="trade_reference_price.kept", by=request.user, before=before, after=after)


class EachByService(ReadOnly):
    """Rows that services work, one by one: one that cannot go does not hold up the others."""

    def _each(self, request: HttpRequest, queryset: QuerySet, work: Callable[[Any], object]) -> None:
        count = 0
        for row in queryset.order_by("pk"):
            try:
                work(row)
            except OrderRefused as refusal:
                self.message_user(request, _("%(row)s: %(reason)s") % {"row": row, "reason": spoken(refusal)}, messages.WARNING)
            else:
                count += 1
        if count:
            text = ngettext("%(count)d row was noted.", "%(count)d rows were noted.", count) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)


@admin.register(CreditDrawing)
class CreditDrawingAdmin(EachByService, ModelAdmin):
    """Whether a bank stands for what is not paid of a call-off: compare the credit with the bank's own advice, then confirm it."""

    list_display = ["call_off", "letter", "issuing_bank", "money", "latest_shipment", "expires_on", "shown_state", "due_at"]
    list_filter = ["state", "currency"]
    list_select_related = ["call_off", "letter"]
    search_fields = ["call_off__number", "letter__number", "letter__issuing_bank"]
    actions = ["confirm_these", "decline_these", "secure_again", "note_refused"]
    fields = [
        ("call_off", "state"), ("letter", "issuing_bank"), ("applicant", "beneficiary"), ("covers", "money"),
        ("latest_shipment", "expires_on"), "terms", ("asked_by", "asked_at"), ("confirmed_by", "confirmed_at"), ("presented_on", "due_at"),
        "note",
    ]  # fmt: skip
    readonly_fields = [
        "issuing_bank",
        "applicant",
        "beneficiary",
        "covers",
        "money",
        "latest_shipment",
        "expires_on",
        "terms",
    ]

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("trade.confirm_credit")

    @display(description=_("state"), label=DRAWING_COLOURS, ordering="state")
    def shown_state(self, drawing: CreditDrawing) -> tuple[str, str]:
        return drawing.state, drawing.get_state_display()

    @admin.display(description=_("still to pay"))
    def money(self, drawing: CreditDrawing) -> str:
        return str(drawing.money)

    @admin.display(description=_("issuing bank"))
    def issuing_bank(self, drawing: CreditDrawing) -> str:
        return drawing.letter.issuing_bank

    @admin.display(description=_("applicant"))
    def applicant(self, drawing: CreditDrawing) -> str:
        return drawing.letter.applicant

    @admin.display(description=_("beneficiary"))
    def beneficiary(self, drawing: CreditDrawing) -> str:
        return drawing.letter.beneficiary

    @admin.display(description=_("amount of the credit"))
    def covers(self, drawing: CreditDrawing) -> str:
        return str(drawing.letter.money)

    @admin.display(description=_("latest day of shipment"))
    def latest_shipment(self, drawing: CreditDrawing) -> object:
        return drawing.letter.latest_shipment

    @admin.display(description=_("expires on"))
    def expires_on(self, drawing: CreditDrawing) -> object:
        return drawing.letter.expires_on

    @admin.display(description=_("further terms"))
    def terms(self, drawing: CreditDrawing) -> str:
        return drawing.letter.terms

    @admin.action(description=_("Confirm that these credits secure their call-offs"), permissions=["confirm"])
    def confirm_these(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, lambda row: drawings.confirm_drawing(drawing=row, by=request.user))

    @admin.action(description=_("Confirm the amendment of these"), permissions=["confirm"])
    def secure_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, lambda row: drawings.secure_again(drawing=row, by=request.user))

    @admin.action(description=_("Do not confirm these"), permissions=["confirm"])
    def decline_these(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._with_word(request, queryset, "decline_these", _("Why are these credits not confirmed?"), drawings.decline_drawing)

    @admin.action(description=_("The bank refused these papers"), permissions=["confirm"])
    def note_refused(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._with_word(request, queryset, "note_refused", _("Which discrepancies does the bank name?"), drawings.refuse_by_bank)

    def _with_word(self, request: HttpRequest, queryset: QuerySet, name: str, title: Any, service: Callable) -> HttpResponse | None:
        form = WordForm(request.POST if "note" in request.POST else None)
        if form.is_valid():
            self._each(request, queryset, lambda row: service(drawing=row, note=form.cleaned_data["note"], by=request.user))
            return None
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": title, "rows": queryset, "form": form, "action": name,
            "checkbox": ACTION_CHECKBOX_NAME,
        }  # fmt: skip
        return render(request, "admin/trade/creditdrawing/word.html", context)


@admin.register(BankAdvice)
class BankAdviceAdmin(EachByService, ModelAdmin):
    """Written down from the bank's advice by one officer, confirmed by another; then it is money of the order."""

    form = AdviceForm
    list_display = ["reference", "drawing", "money", "kept", "value_on", "shown_state", "entered_by", "confirmed_by"]
    list_filter = ["state"]
    list_select_related = ["drawing__call_off", "drawing__letter", "entered_by", "confirmed_by"]
    search_fields = ["reference", "drawing__call_off__number", "drawing__letter__number"]
    date_hierarchy = "value_on"
    actions = ["confirm_these", "drop_these"]

    def has_add_permission(self, request: HttpRequest, obj: BankAdvice | None = None) -> bool:
        return request.user.has_perm("trade.add_bankadvice")

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("trade.confirm_advice")

    def get_fields(self, request: HttpRequest, obj: BankAdvice | None = None) -> list:
        told = ["drawing", "reference", ("amount", "charges"), "value_on", "line"]
        return told if obj is None else [*told, "state", ("entered_by", "entered_at"), ("confirmed_by", "confirmed_at"), "payment"]

    def save_model(self, request: HttpRequest, obj: BankAdvice, form: AdviceForm, change: bool) -> None:
        obj.pk = advices.enter_advice(by=request.user, **form.cleaned_data).pk

    def log_addition(self, request: HttpRequest, obj: BankAdvice, message: object) -> None:
        """The hash-chained history takes the place of Django's own log."""

    @display(description=_("state"), label=ADVICE_COLOURS, ordering="state")
    def shown_state(self, advice: BankAdvice) -> tuple[str, str]:
        return advice.state, advice.get_state_display()

    @admin.display(description=_("amount that came"))
    def money(self, advice: BankAdvice) -> str:
        return str(advice.money)

    @admin.display(description=_("charges deducted"))
    def kept(self, advice: BankAdvice) -> str:
        return str(advice.kept)

    @admin.action(description=_("Confirm these as the second officer"), permissions=["confirm"])
    def confirm_these(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, lambda row: advices.confirm_advice(advice=row, by=request.user))

    @admin.action(description=_("Take these back: they were written down wrongly"), permissions=["confirm"])
    def drop_these(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, lambda row: advices.drop_advice(advice=row, by=request.user))
