"""The officers' desk for payouts: look, put into a file, note what became of them. Nothing is edited by hand."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display

from marketplace.desk import ReadOnly
from orders.payments.ledger.admin import DatedRows
from orders.payments.payouts.admin.rights import SendsPayouts
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.exceptions import NoSchedule, PayoutRefused
from orders.payments.payouts.forms import EndForm
from orders.payments.payouts.models import Payout, PayoutBatch, PayoutLine, PayoutSchedule, PayoutSum
from orders.payments.payouts.services.mobile import batch_for_phones
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import make_batch, mark_paid, mark_returned, withdraw

COLOURS = dict.fromkeys(PayoutState) | {
    PayoutState.PREPARED: "warning",
    PayoutState.SENT: "info",
    PayoutState.PAID: "success",
    PayoutState.RETURNED: "danger",
}


class SumInline(ReadOnly, TabularInline):
    model = PayoutSum
    fields = ["currency", "amount", "rate", "rate_day", "rate_source", "converted"]
    extra = 0


class LineInline(ReadOnly, TabularInline):
    model = PayoutLine
    fields = ["at", "part", "happened", "item", "amount", "currency"]
    extra = 0


@admin.register(Payout)
class PayoutAdmin(SendsPayouts, ModelAdmin):
    list_display = ["number", "seller", "shown_amount", "shown_state", "masked", "day", "batch"]
    list_filter = ["state", "kind", "currency"]
    list_select_related = ["seller", "batch"]
    search_fields = ["number", "seller__trade_name", "seller__legal_name", "bank_reference", "lines__part"]
    date_hierarchy = "day"
    inlines = [SumInline, LineInline]
    actions = ["put_into_file", "put_together_for_phones", "note_paid", "note_returned", "stop"]
    actions_list = ["prepare_now"]
    fields = [
        ("number", "state"), "seller", ("amount", "currency"), ("kind", "masked"), ("day", "batch"), ("sent_at", "paid_at", "ended_at"),
        ("bank_reference", "end_note"),
    ]  # fmt: skip

    @display(description=_("amount"), ordering="amount")
    def shown_amount(self, payout: Payout) -> str:
        return str(payout.money)

    @display(description=_("state"), label=COLOURS, ordering="state")
    def shown_state(self, payout: Payout) -> tuple[str, str]:
        return payout.state, payout.get_state_display()

    @action(description=_("Prepare what is due now"), url_path="prepare", permissions=["send"])
    def prepare_now(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            try:
                count = len(prepare_payouts(by=request.user))
            except NoSchedule:
                self.message_user(
                    request, _("Set a payout schedule first: days, least payout, and the account to pay from."), messages.ERROR
                )
            else:
                text = ngettext("%(count)d payout was prepared.", "%(count)d payouts were prepared.", count) % {"count": count}
                self.message_user(request, text, messages.SUCCESS if count else messages.INFO)
            return redirect("admin:payouts_payout_changelist")
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Prepare what is due now")}
        return render(request, "admin/payouts/payout/prepare.html", context)

    @admin.action(description=_("Put these into one file"), permissions=["send"])
    def put_into_file(self, request: HttpRequest, queryset) -> None:
        try:
            batch = make_batch(payouts=queryset, by=request.user)
        except PayoutRefused:
            text = _("A file takes prepared payouts of one kind (bank or mobile money) in one currency, none twice; nothing was changed.")
            self.message_user(request, text, messages.WARNING)
            return
        self._tell_prepared(request, batch)

    def _tell_prepared(self, request: HttpRequest, batch: PayoutBatch) -> None:
        link = format_html('<a href="{}">{}</a>', reverse("admin:payouts_payoutbatch_change", args=[batch.pk]), batch.number)
        self.message_user(request, format_html(_("File {} is prepared. Another officer releases it."), link), messages.SUCCESS)

    @admin.action(description=_("Put these together for the phones"), permissions=["send"])
    def put_together_for_phones(self, request: HttpRequest, queryset) -> None:
        try:
            batch = batch_for_phones(payouts=queryset, by=request.user)
        except PayoutRefused:
            text = _("Only prepared payouts to mobile money go this way, where the operator’s door is set up; nothing was changed.")
            self.message_user(request, text, messages.WARNING)
            return
        self._tell_prepared(request, batch)

    @admin.action(description=_("Note these as paid"), permissions=["send"])
    def note_paid(self, request: HttpRequest, queryset) -> None:
        self._each(request, queryset, lambda payout: mark_paid(payout=payout, by=request.user))

    @admin.action(description=_("Note these as come back"), permissions=["send"])
    def note_returned(self, request: HttpRequest, queryset) -> HttpResponse | None:
        return self._with_reason(request, queryset, "note_returned", _("Why did they come back?"), mark_returned)

    @admin.action(description=_("Stop these before they are sent"), permissions=["send"])
    def stop(self, request: HttpRequest, queryset) -> HttpResponse | None:
        return self._with_reason(request, queryset, "stop", _("Why are they stopped?"), withdraw)

    def _with_reason(self, request: HttpRequest, queryset, name: str, title, service) -> HttpResponse | None:
        form = EndForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            self._each(request, queryset, lambda payout: service(payout=payout, reason=form.cleaned_data["reason"], by=request.user))
            return None
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": title, "payouts": queryset, "form": form, "action": name,
            "checkbox": ACTION_CHECKBOX_NAME,
        }  # fmt: skip
        return render(request, "admin/payouts/payout/reason.html", context)

    def _each(self, request: HttpRequest, queryset, work) -> None:
        """One by one: one that cannot go does not hold up the others."""
        count = 0
        for payout in queryset.order_by("pk"):
            try:
                work(payout)
            except PayoutRefused:
                text = _("%(number)s (%(state)s) was left as it is.") % {"number": payout.number, "state": payout.get_state_display()}
                self.message_user(request, text, messages.WARNING)
            else:
                count += 1
        text = ngettext("%(count)d payout was noted.", "%(count)d payouts were noted.", count) % {"count": count}
        self.message_user(request, text, messages.SUCCESS if count else messages.INFO)


@admin.register(PayoutSchedule)
class PayoutScheduleAdmin(DatedRows):
    list_display = ["valid_from", "valid_to", "days", "currency", "minimum", "hold_days", "arrival_days", "holder", "source"]
    fields = [
        "days", ("currency", "minimum"), ("hold_days", "arrival_days"), "holder", ("bic", "account"), ("valid_from", "valid_to"), "source",
        "is_demonstration",
    ]  # fmt: skip
