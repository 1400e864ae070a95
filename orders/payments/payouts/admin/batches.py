"""Payout files at the desk: one officer has prepared them, another looks at each payout and lets them go, or sends them back."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display

from marketplace.desk import ReadOnly
from marketplace.history.services import record
from marketplace.money import Money
from orders.payments.payouts.admin.rights import SendsPayouts
from orders.payments.payouts.enums import BatchState, Way
from orders.payments.payouts.exceptions import BatchClosed, NeedsAnother
from orders.payments.payouts.files.pain001 import pain001
from orders.payments.payouts.files.sheet import batch_sheet
from orders.payments.payouts.forms import SendBackForm
from orders.payments.payouts.models import Payout, PayoutBatch
from orders.payments.payouts.services.sending import release_batch, send_back_batch
from sellers.enums import PayoutKind

COLOURS = {BatchState.WAITING: "warning", BatchState.RELEASED: "success", BatchState.SENT_BACK: "danger"}
OWN = _("You prepared this file, so you cannot release it: another officer looks at it first.")


class StandingFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, object]]:
        return BatchState.choices

    def queryset(self, request: HttpRequest, queryset) -> QuerySet[PayoutBatch]:
        match self.value():
            case BatchState.WAITING:
                return queryset.waiting()
            case BatchState.RELEASED:
                return queryset.exclude(released_at=None)
            case BatchState.SENT_BACK:
                return queryset.exclude(ended_at=None)
        return queryset


class PayoutInline(ReadOnly, TabularInline):
    model = Payout
    fields = ["number", "seller", "amount", "masked", "state"]
    extra = 0


@admin.register(PayoutBatch)
class PayoutBatchAdmin(SendsPayouts, ModelAdmin):
    list_display = ["number", "shown_state", "shown_sum", "kind", "way", "made_at", "made_by", "released_by"]
    list_filter = [StandingFilter, "kind", "currency", "way"]
    list_select_related = ["made_by", "released_by"]
    inlines = [PayoutInline]
    fields = [
        ("number", "standing"), ("kind", "currency", "way"), ("made_at", "made_by"), ("released_at", "released_by"),
        ("ended_at", "end_note"), "files",
    ]  # fmt: skip
    readonly_fields = ["standing", "files"]
    actions_detail = ["release", "send_back"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PayoutBatch]:
        return super().get_queryset(request).annotate(count=Count("payouts"), sum=Sum("payouts__amount"))

    @display(description=_("state"), label=COLOURS)
    def shown_state(self, batch: PayoutBatch) -> tuple[str, str]:
        return batch.state, batch.state.label

    @admin.display(description=_("state"))
    def standing(self, batch: PayoutBatch) -> str:
        return batch.state.label

    @display(description=_("payouts"), ordering="sum")
    def shown_sum(self, batch: PayoutBatch) -> str:
        return f"{batch.count} · {Money(batch.sum, batch.currency).rounded()}" if batch.count else "–"

    @admin.display(description=_("files"))
    def files(self, batch: PayoutBatch) -> str:
        if batch.state != BatchState.RELEASED or batch.way == Way.PHONES:
            return "–"
        names = ["xml", "csv"] if batch.kind == PayoutKind.BANK else ["csv"]
        titles = {"xml": _("XML for the bank (pain.001)"), "csv": _("CSV")}
        links = ((reverse("admin:payouts_payoutbatch_file", args=[batch.pk, name]), titles[name]) for name in names)
        return format_html_join(" · ", "<a href='{}'>{}</a>", links)

    @action(description=pgettext_lazy("payout file", "Release"), url_path="release", permissions=["send"])
    def release(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Every payout once more, then the deed: by another officer than the one who prepared it."""
        batch = self._batch(object_id)
        if request.method == "POST":
            try:
                release_batch(batch=batch, by=request.user)
            except NeedsAnother:
                self.message_user(request, OWN, messages.ERROR)
            except BatchClosed:
                self._tell_closed(request)
            else:
                text = (
                    _("Released. The money is on its way to the phones.") if batch.way == Way.PHONES else _("Released. Take the file now.")
                )
                self.message_user(request, text, messages.SUCCESS)
            return self._back(batch)
        return self._ask(request, batch, "release.html", _("Release these payouts?"), is_own=batch.made_by_id == request.user.pk, own=OWN)

    @action(description=_("Send back"), url_path="send-back", permissions=["send"])
    def send_back(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """With a reason; its payouts can be put into another file."""
        batch = self._batch(object_id)
        form = SendBackForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                send_back_batch(batch=batch, reason=form.cleaned_data["reason"], by=request.user)
            except BatchClosed:
                self._tell_closed(request)
            else:
                self.message_user(request, _("Sent back. Its payouts are prepared as before."), messages.SUCCESS)
            return self._back(batch)
        return self._ask(request, batch, "send_back.html", _("Why is it sent back?"), form=form)

    def _batch(self, pk: int) -> PayoutBatch:
        return get_object_or_404(PayoutBatch.objects.select_related("made_by", "released_by"), pk=pk)

    def _ask(self, request: HttpRequest, batch: PayoutBatch, template: str, title, **more) -> HttpResponse:
        if batch.state != BatchState.WAITING:
            self._tell_closed(request)
            return self._back(batch)
        payouts = list(batch.payouts.select_related("seller").order_by("pk"))
        total = Money(sum(payout.amount for payout in payouts), batch.currency).rounded()
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "batch": batch, "payouts": payouts}
        return render(request, f"admin/payouts/payoutbatch/{template}", {**context, "total": total, **more})

    def _tell_closed(self, request: HttpRequest) -> None:
        text = _("This file was released or sent back before, or nothing is left in it; nothing was changed.")
        self.message_user(request, text, messages.WARNING)

    def _back(self, batch: PayoutBatch) -> HttpResponse:
        return redirect("admin:payouts_payoutbatch_change", batch.pk)

    def get_urls(self) -> list:
        own = path("<int:pk>/file/<str:form>/", self.admin_site.admin_view(self.file), name="payouts_payoutbatch_file")
        return [own, *super().get_urls()]

    def file(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        """The file of a released batch, with every account in full; the reading is written to the history first."""
        if not self.has_send_permission(request):
            raise PermissionDenied
        batch = get_object_or_404(PayoutBatch.objects.exclude(released_at=None).select_related("schedule"), pk=pk, way=Way.FILE)
        payouts = list(batch.payouts.order_by("pk"))
        record(subject=batch, action="payout_file.read", by=request.user, after={"form": form, "payouts": len(payouts)})
        is_xml = form == "xml" and batch.kind == PayoutKind.BANK
        content = pain001(batch, payouts) if is_xml else batch_sheet(batch.kind, payouts)
        kind, name = ("application/xml", "xml") if is_xml else ("text/csv; charset=utf-8", "csv")
        headers = {"Content-Disposition": f'attachment; filename="{batch.number}.{name}"', "Cache-Control": "no-store"}
        return HttpResponse(content, content_type=kind, headers=headers)
