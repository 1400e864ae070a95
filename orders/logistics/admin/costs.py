"""What carriers charged, at the desk: entered and corrected through the service, compared by carrier and lane."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from orders.logistics.admin.travel import Kept
from orders.logistics.cost_forms import DeskCostForm
from orders.logistics.costs import by_lane, standing_costs
from orders.logistics.exceptions import CostRefused
from orders.logistics.models import TravelCost
from orders.logistics.services.costs import note_cost
from orders.logistics.words import place_of


@admin.register(TravelCost)
class TravelCostAdmin(Kept):
    """What the way was quoted at, and what the carrier charged: every version, the newest counts."""

    list_display = ["shipment", "version", "carrier", "shown_lane", "shown_quoted", "shown_actual", "shown_difference", "source"]
    list_filter = ["carrier", "destination"]
    search_fields = ["shipment", "source", "carrier"]
    actions_list = ["enter_cost", "compare_costs"]
    actions_detail = ["correct_cost"]
    fields = [
        *("shipment", "version", "seller", "carrier", "shown_lane", "shown_quoted"),
        *("invoiced_amount", "invoiced_currency", "invoiced_on", "shown_actual", "shown_difference"),
        *("source", "reason", "noted_by", "noted_at"),
    ]
    readonly_fields = fields

    def has_enter_permission(self, request: HttpRequest, object_id: int | None = None) -> bool:
        return request.user.has_perm("logistics.add_travelcost")

    def has_compare_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("logistics.view_travelcost")

    @action(description=_("Enter what a carrier charged"), url_path="enter", permissions=["enter"], icon="add")
    def enter_cost(self, request: HttpRequest) -> HttpResponse:
        """A shipment's first cost, or a correction of the one that stands: the form then asks why."""
        number = (request.POST or request.GET).get("shipment", "").strip().upper()
        standing = standing_costs().filter(shipment=number).first()
        form = DeskCostForm(request.POST or None, cost=standing, initial={"shipment": number})
        if form.is_valid():
            told = form.told
            if not standing and told["seen"] == 0:
                told["seen"] = None  # the number was typed on this page: whether a cost stood there was never before the officer's eyes
            try:
                note_cost(shipment=form.cleaned_data["shipment"], by=request.user, **told)
            except CostRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                self.message_user(request, _("Written down."), messages.SUCCESS)
                return redirect("admin:logistics_travelcost_changelist")
        told = {"form": form, "standing": standing, "title": _("Enter what a carrier charged")}
        return render(request, "admin/logistics/enter_cost.html", {**self.admin_site.each_context(request), "opts": self.opts, **told})

    @action(description=_("Correct"), url_path="correct", permissions=["enter"], icon="edit")
    def correct_cost(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """To the same form, the shipment named: whichever version was open, the newest is corrected."""
        cost = get_object_or_404(self.get_queryset(request), pk=object_id)
        return redirect(f"{reverse('admin:logistics_travelcost_enter_cost')}?{urlencode({'shipment': cost.shipment})}")

    @action(description=_("Compare by carrier and lane"), url_path="compare", permissions=["compare"], icon="compare_arrows")
    def compare_costs(self, request: HttpRequest) -> HttpResponse:
        told = {"lines": by_lane(standing_costs()), "title": _("Quoted and charged, by carrier and lane")}
        return render(request, "admin/logistics/compare_costs.html", {**self.admin_site.each_context(request), "opts": self.opts, **told})

    @display(description=_("lane"))
    def shown_lane(self, cost: TravelCost) -> str:
        return f"{place_of(cost.origin)} – {place_of(cost.destination)}" if cost.origin else ""

    @display(description=_("quoted"))
    def shown_quoted(self, cost: TravelCost) -> str:
        return str(cost.quoted)

    @display(description=_("paid to the carrier"))
    def shown_actual(self, cost: TravelCost) -> str:
        return str(cost.actual)

    @display(description=_("dearer (−: cheaper) than quoted"))
    def shown_difference(self, cost: TravelCost) -> str:
        return f"{cost.difference} ({cost.percent} %)" if cost.percent is not None else str(cost.difference)
