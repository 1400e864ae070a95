"""The seller tells what a shipment travels in, where it is, and what the way cost. Fetching is the check: another seller's is a 404."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.enums import OrderState
from orders.forms import PieceForm, StepForm
from orders.logistics.cost_forms import CostForm
from orders.logistics.costs import standing_costs
from orders.logistics.enums import Teller
from orders.logistics.exceptions import CostRefused, StepRefused
from orders.logistics.numbers import BadNumber
from orders.logistics.services import travel
from orders.logistics.services.costs import note_cost
from orders.selectors.orders import get_sale_for
from sellers.access import office_page


@office_page
@require_POST
def add_piece(request: HttpRequest, number: str) -> HttpResponse:
    form = PieceForm(request.POST)
    return _tell(request, number, form, lambda sale: travel.add_piece(shipment=sale.number, by=request.user, **form.cleaned_data))


@office_page
@require_POST
def tell_step(request: HttpRequest, number: str) -> HttpResponse:
    form = StepForm(request.POST)
    return _tell(
        request,
        number,
        form,
        lambda sale: travel.note_step(shipment=sale.number, teller=Teller.SELLER, by=request.user, **form.cleaned_data),
    )


@office_page
@require_POST
def tell_cost(request: HttpRequest, number: str) -> HttpResponse:
    sale = get_sale_for(request.user, number)
    form = CostForm(request.POST, cost=standing_costs().filter(shipment=sale.number).first(), currency=sale.currency)
    return _tell(request, number, form, lambda sale: note_cost(shipment=sale.number, by=request.user, **form.told))


def _tell(request: HttpRequest, number: str, form, note) -> HttpResponse:
    sale = get_sale_for(request.user, number)
    if not form.is_valid():
        messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    elif sale.state not in (OrderState.SHIPPED, OrderState.DELIVERED):
        messages.warning(request, _("The order has moved on meanwhile; this is how it stands now."))
    else:
        try:
            note(sale)
            messages.success(request, _("Written down."))
        except (BadNumber, CostRefused, StepRefused) as refusal:
            messages.warning(request, str(refusal))
    return redirect("orders:sale-detail", number)
