"""The officers' desk for money given back by hand: of which order, for which pieces, whose money; seen as a sum, then given."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from marketplace.look.writing import amount
from marketplace.typed import plain
from orders.aftersale.admin.forms import HandRefundForm
from orders.aftersale.models import ManualRefund
from orders.aftersale.services.manual_refunds import RIGHT as GIVE
from orders.aftersale.services.manual_refunds import give_by_hand
from orders.aftersale.words import spoken
from orders.enums import Bearer
from orders.exceptions import NotAllowed, OrderRefused
from orders.models import Order


@admin.register(ManualRefund)
class ManualRefundAdmin(ModelAdmin):
    """Money given back by hand. It is given once and never changed."""

    list_display = ["order", "shown_total", "borne_by", "given_by", "given_at", "refund"]
    list_filter = ["borne_by"]
    search_fields = ["order__number", "reason"]
    list_select_related = ["order", "given_by", "refund"]
    fields = [
        "order", "line_amounts", "line_pieces", "delivery_amount", "goodwill_amount", "total_amount", "currency", "borne_by", "reason",
        "given_by", "given_at", "refund",
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(GIVE)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: ManualRefund | None = None) -> list[str]:
        """Only what it was given for."""
        return [name for name in self.fields if obj is None or getattr(obj, name) != {}]

    @admin.display(description=gettext_lazy("total"), ordering="total_amount")
    def shown_total(self, given: ManualRefund) -> str:
        return f"{given.total_amount} {given.currency}"

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        """First the order, then how much of it. `go=give` gives; any other post shows the sum."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        number = plain(request.GET.get("order", ""), 24)
        order = Order.objects.filter(number=number, paid_at__isnull=False).select_related("group", "seller").first()
        if order is None:
            if number:
                messages.warning(request, _("There is no paid order of this number."))
            return self._page(request, number=number)
        form = HandRefundForm(request.POST if request.method == "POST" else None, order=order)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, order=order, form=form)
        if request.POST.get("go") != "give":
            payer = Bearer(form.cleaned_data["borne_by"]).label
            return self._page(request, order=order, form=form, total=form.total(), payer=payer)
        return self._give(request, order, form)

    def _give(self, request: HttpRequest, order: Order, form: HandRefundForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            given = give_by_hand(
                order=order,
                attempt=said["attempt"],
                reason=said["reason"],
                by=request.user,
                borne_by=Bearer(said["borne_by"]),
                seen=said["seen"],
                **form.shares(),
            )
        except NotAllowed:
            form.add_error(None, _("Whoever bought here gives themselves nothing, and whoever sells here gives nothing as an officer."))
        except OrderRefused as refusal:
            form.add_error(None, spoken(refusal))
        else:
            text = _("%(amount)s of order %(number)s goes back to the buyer; buyer and seller have been told.")
            messages.success(request, text % {"amount": amount(given.refund.money), "number": order.number})
            return redirect(reverse("admin:aftersale_manualrefund_change", args=[given.pk]))
        return self._page(request, order=order, form=form)

    def _page(self, request: HttpRequest, **facts: object) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Give a buyer money back"), **facts}
        form = facts.get("form")
        status = 422 if form is not None and form.errors else 200
        return TemplateResponse(request, "admin/aftersale/manualrefund/give.html", context, status=status)
