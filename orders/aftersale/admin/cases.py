"""RDB's desk after the sale: disputes to decide, returns to read."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from marketplace.desk import ReadOnly, SavedByService
from marketplace.history.desk import history_of, on_the_desk
from marketplace.look.writing import amount, with_code
from marketplace.money import Money
from orders.aftersale.enums import DisputeState, ReturnState
from orders.aftersale.models import Dispute, GoodsReturn, ReturnLine
from orders.aftersale.services.disputes import RIGHT as DECIDE
from orders.aftersale.services.disputes import decide_dispute
from orders.aftersale.words import spoken
from orders.enums import Bearer
from orders.exceptions import NotAllowed, OrderRefused

DISPUTE_COLOURS = dict.fromkeys(DisputeState) | {
    DisputeState.WITH_OFFICER: "danger",
    DisputeState.WITH_SELLER: "warning",
    DisputeState.WITH_BUYER: "warning",
    DisputeState.DECIDED: "success",
    DisputeState.SETTLED: "success",
}
RETURN_COLOURS = dict.fromkeys(ReturnState) | {
    ReturnState.SETTLED: "success",
    ReturnState.DECLINED: "danger",
    ReturnState.DISPUTED: "danger",
    ReturnState.ASKED: "warning",
}


def pictures(photos) -> str:
    rows = ((reverse("aftersale:photo", args=[photo.public_id]), photo.original_name) for photo in photos)
    return format_html_join(" · ", '<a href="{}" target="_blank" rel="noopener">{}</a>', rows)


class DecisionForm(forms.ModelForm):
    """The officer's word: how much goes back, 0 where nothing does, and why."""

    amount = forms.DecimalField(
        label=_("Goes back to the buyer"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        widget=UnfoldAdminDecimalFieldWidget,
    )
    paid_by = forms.ChoiceField(label=_("Paid by"), choices=Bearer.choices, required=False, widget=UnfoldAdminSelectWidget)
    reasons = forms.CharField(
        label=_("Reasons, as both sides read them"), required=False, max_length=2000, widget=UnfoldAdminTextareaWidget
    )

    class Meta:
        model = Dispute
        fields: list[str] = []

    def clean(self) -> dict:
        data = super().clean()
        if data.get("amount") is not None and not (data.get("reasons") or "").strip():
            self.add_error("reasons", _("Please say why."))
        if data.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("How much goes back? 0 where nothing does."))
        if data.get("amount") is not None and data["amount"] != Money(data["amount"], self.instance.currency).rounded().amount:
            self.add_error("amount", _("This currency has no such small coins."))
        most = self.instance.order.refundable.amount
        if data.get("amount") is not None and data["amount"] > most:
            self.add_error("amount", _("At most %(amount)s can still go back.") % {"amount": amount(self.instance.order.refundable)})
        return data


@admin.register(Dispute)
class DisputeAdmin(SavedByService, ModelAdmin):
    """What lies before RDB first, the oldest clock on top."""

    form = DecisionForm
    list_display = ["number", "shown_state", "kind", "seller", "shown_wish", "shown_offer", "due_at", "shown_late"]
    list_filter = ["state", "kind"]
    search_fields = ["number", "order__number"]
    list_select_related = ["order__seller"]
    ordering = ["due_at", "-pk"]
    said = [
        "number", "state", "kind", "order_link", "goods_return",
        "shown_wish", "shown_offer", "left", "opened_at", "due_at", "statements_shown",
        "shown_outcome", "borne_by", "decided_by", "history",
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Dispute | None = None) -> bool:
        return request.user.has_perm(DECIDE) and (obj is None or obj.state == DisputeState.WITH_OFFICER)

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return self.said

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return [*self.said, *(["amount", "paid_by", "reasons"] if self.has_change_permission(request, obj) else [])]

    @display(description=_("state"), label=DISPUTE_COLOURS, ordering="state")
    def shown_state(self, case: Dispute) -> tuple[str, str]:
        return case.state, case.get_state_display()

    @display(description=_("late"), boolean=True)
    def shown_late(self, case: Dispute) -> bool:
        return case.is_overdue

    @admin.display(description=_("seller"))
    def seller(self, case: Dispute) -> str:
        return case.order.seller_trade_name

    @admin.display(description=_("wished"), ordering="wish_amount")
    def shown_wish(self, case: Dispute) -> str:
        return with_code(case.wish)

    @admin.display(description=pgettext_lazy("in a dispute", "offered"))
    def shown_offer(self, case: Dispute) -> str:
        return with_code(case.offer) if case.offer else "–"

    @admin.display(description=_("agreed or decided"))
    def shown_outcome(self, case: Dispute) -> str:
        return with_code(case.outcome) if case.outcome_amount is not None else "–"

    @admin.display(description=_("can still go back"))
    def left(self, case: Dispute) -> str:
        return with_code(case.order.refundable)

    @admin.display(description=_("order"))
    def order_link(self, case: Dispute) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:orders_order_change", args=[case.order_id]), case.order.number)

    @admin.display(description=_("what was said"))
    def statements_shown(self, case: Dispute) -> str:
        rows = [
            (on_the_desk(said.at), said.get_side_display(), said.money or "", said.text, pictures(said.photos.all()))
            for said in case.statements.prefetch_related("photos")
        ]
        return format_html("<ol>{}</ol>", format_html_join("", "<li><b>{} · {}</b> {}<br>{}<br>{}</li>", rows))

    @admin.display(description=_("history"))
    def history(self, case: Dispute) -> str:
        return history_of(case)

    def save_model(self, request: HttpRequest, obj: Dispute, form: DecisionForm, change: bool) -> None:
        said = form.cleaned_data
        try:
            borne_by = Bearer(said.get("paid_by") or Bearer.SELLER)
            decide_dispute(dispute=obj, amount=said["amount"], borne_by=borne_by, text=said["reasons"], by=request.user)
        except NotAllowed:
            self.refuse(request, _("Whoever bought or sells here does not decide."))
        except OrderRefused as refusal:
            self.refuse(request, spoken(refusal), messages.WARNING)


class ReturnLineInline(ReadOnly, TabularInline):
    model = ReturnLine
    fields = ["line", "quantity", "received_quantity", "restocked_quantity", "refund_amount"]
    extra = 0


@admin.register(GoodsReturn)
class GoodsReturnAdmin(ReadOnly, ModelAdmin):
    list_display = ["number", "shown_state", "reason", "seller", "opened_at", "due_at"]
    list_filter = ["state", "reason"]
    search_fields = ["number", "order__number", "tracking_number"]
    list_select_related = ["order__seller"]
    inlines = [ReturnLineInline]
    fields = [
        "number", "order", "state", "reason", "note", "photos_shown", "rule", "freight_by", "freight_claimed", "carrier", "tracking_number",
        "answer", "opened_at", "approved_at", "sent_at", "received_at", "due_at", "ended_at", "delivery_amount", "freight_amount", "refund",
        "history",
    ]  # fmt: skip
    readonly_fields = ["photos_shown", "history"]

    @display(description=_("state"), label=RETURN_COLOURS, ordering="state")
    def shown_state(self, case: GoodsReturn) -> tuple[str, str]:
        return case.state, case.get_state_display()

    @admin.display(description=_("seller"))
    def seller(self, case: GoodsReturn) -> str:
        return case.order.seller_trade_name

    @admin.display(description=_("photos"))
    def photos_shown(self, case: GoodsReturn) -> str:
        return pictures(case.photos.all()) or "–"

    @admin.display(description=_("history"))
    def history(self, case: GoodsReturn) -> str:
        return history_of(case)
