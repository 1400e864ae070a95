"""The seller's side of contracts: draw one up, see what is called off, say what has left."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orders.trade.contract_forms import ContractForm, SendForm
from orders.trade.enums import ShipmentState
from orders.trade.selectors.contracts import get_call_off_for, get_contract_for, has_papers, shipments_of
from orders.trade.selectors.paying import received_for
from orders.trade.selectors.requests import get_offer_for
from orders.trade.services import call_offs, contracts
from orders.trade.views.attempts import attempt
from orders.trade.views.contracts import PATIENCE, facts_of
from orders.trade.views.paying import facts_of_parts
from orders.trade.views.point_packs import facts_of_packs
from orders.trade.views.selling import OFFICE
from sellers.access import office_page


@never_cache
@office_page
@require_http_methods(["GET", "HEAD", "POST"])
def draw_up(request: HttpRequest, number: str) -> HttpResponse:
    """From an accepted offer."""
    offer = get_offer_for(request.user, number)
    if offer.agreed_id is None:
        raise Http404
    form = ContractForm(request.POST or None, offer=offer)
    if request.method == "POST":
        drawn = attempt(form, lambda: contracts.propose_contract(offer=offer, draft=form.draft(), by=request.user))
        if drawn:
            messages.success(request, _("The buyer has the contract to read."))
            return redirect("trade:contract-office", drawn.number)
    context = {"office": OFFICE, "office_name": offer.seller.name, "offer": offer, "asked": offer.request, "form": form}
    return render(request, "trade/contract_form.html", context, status=422 if form.errors else 200)


@never_cache
@office_page
@require_GET
def show_contract(request: HttpRequest, number: str) -> HttpResponse:
    contract = get_contract_for(request.user, number)
    context = {"office": OFFICE, "office_name": contract.seller.name, **facts_of(contract)}
    return render(request, "trade/contract_office.html", context)


@never_cache
@office_page
@require_GET
def show_call_off(request: HttpRequest, number: str) -> HttpResponse:
    return _show_call_off(request, number)


def _show_call_off(request: HttpRequest, number: str, form: SendForm | None = None) -> HttpResponse:
    called = get_call_off_for(request.user, number)
    rows, order = shipments_of(called), called.group.orders.first()
    planned = [row.point.code for row in rows if row.state == ShipmentState.PLANNED]
    is_packed = order.state in ("packed", "shipped")
    context = {
        "office": OFFICE,
        "office_name": called.contract.seller.name,
        "called": called,
        "contract": called.contract,
        "asked": called.contract.offer.request,
        **facts_of_packs(called, rows, for_seller=True),
        "received": received_for(called),
        **facts_of_parts(called, reader="seller"),
        "order": order,
        "has_papers": has_papers(called),
        "form": form or (SendForm(codes=planned) if planned and is_packed else None),
        "reader": "seller",
    }
    response = render(request, "trade/call_off_office.html", context, status=422 if form else 200)
    if context["packs"].working and form is None:
        response["Refresh"] = PATIENCE
    return response


@office_page
@require_POST
def send(request: HttpRequest, number: str) -> HttpResponse:
    called = get_call_off_for(request.user, number)
    codes = [row.point.code for row in shipments_of(called) if row.state == ShipmentState.PLANNED]
    form = SendForm(request.POST, codes=codes)
    count = attempt(form, lambda: call_offs.send_shipments(called=called, by=request.user, **form.cleaned_data))
    if count is None:
        return _show_call_off(request, number, form)
    messages.success(request, ngettext("Sent to %(count)s point.", "Sent to %(count)s points.", count) % {"count": count})
    return redirect("trade:call-off-office", number)
