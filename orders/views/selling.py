"""The seller's orders. Fetching is the check: another seller's order is a 404."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.money import Money, total
from marketplace.typed import whole_number
from orders import addresses
from orders.enums import SELLER_SEES, OrderState, RefusalReason
from orders.exceptions import ClearanceRefused, IllegalMove, NothingSelected, OrderChanged, QuantityRefused, SecurityLapsed
from orders.forms import RefusalForm, ShippingForm
from orders.lanes import SELLER, panels_of
from orders.models import Order
from orders.papers import papers_of
from orders.selectors.clearance import named_for
from orders.selectors.orders import get_sale_for, sales_by_state, sales_of, work_for
from orders.selectors.refunds import paid_by_the_hub, refunds_of_order
from orders.selectors.timeline import timeline
from orders.services import fulfilment
from orders.services.cancellation import BEFORE_SHIPPING, refuse_lines, refuse_order
from orders.views.cancelling import cut_refusal, typed_quantities
from sellers.access import office_page

PAGE_SIZE = 24


@never_cache
@office_page
@require_GET
def list_sales(request: HttpRequest) -> HttpResponse:
    """The seller's orders; `state` narrows them."""
    seller = request.seller
    state = request.GET.get("state", "")
    state = state if state in SELLER_SEES else ""
    sales = sales_of(seller).filter(state=state) if state else sales_of(seller)
    counts = sales_by_state(seller)
    context = {
        "seller": seller,
        "office": "orders",
        "office_name": seller.name,
        "page": Paginator(sales, PAGE_SIZE).get_page(request.GET.get("page")),
        "counts": counts,
        "tabs": [(choice.value, choice.label, counts[choice.value]) for choice in OrderState if choice in SELLER_SEES],
        "state": state,
        "work": work_for(seller),
        "total": sum(counts.values()),
    }
    return render(request, "orders/sale_list.html", context)


@never_cache
@office_page
@require_GET
def show_sale(request: HttpRequest, number: str) -> HttpResponse:
    return _render_sale(request, _own_sale(request, number))


@office_page
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    return _act(request, number, fulfilment.accept_order, _("Accepted. The buyer has been told."))


@office_page
@require_POST
def pack(request: HttpRequest, number: str) -> HttpResponse:
    return _act(request, number, fulfilment.pack_order, _("Packed. Hand it to the carrier next, and write down the tracking number."))


@office_page
@require_POST
def ship(request: HttpRequest, number: str) -> HttpResponse:
    sale = _own_sale(request, number)
    form = ShippingForm(request.POST)
    if not form.is_valid():
        return _render_sale(request, sale, shipping=form, status=422)
    try:
        return _act(request, number, fulfilment.ship_order, _("On its way. The buyer has the tracking number."), **form.cleaned_data)
    except ClearanceRefused as refusal:
        for found in refusal.found:
            form.add_error(None, found.sentence)
        return _render_sale(request, _own_sale(request, number), shipping=form, status=422)


@office_page
@require_POST
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    sale = _own_sale(request, number)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _render_sale(request, sale, refusal=form, status=422)
    facts = {"reason": RefusalReason(form.cleaned_data["reason"]), "note": form.cleaned_data["note"]}
    done = _("Sent back. The buyer has been told, and the money goes back.")
    if not any(name.startswith("q-") for name in request.POST):
        return _act(request, number, refuse_order, done, **facts)
    facts |= {"quantities": typed_quantities(sale, request.POST), "already": whole_number(request.POST.get("already"))}
    try:
        return _act(request, number, refuse_lines, done, **facts)
    except (NothingSelected, QuantityRefused) as refusal:
        form.add_error(None, cut_refusal(refusal))
        return _render_sale(request, sale, refusal=form, status=422)


def _own_sale(request: HttpRequest, number: str) -> Order:
    return get_sale_for(request.user, number)


def _act(request: HttpRequest, number: str, service, done: str, **facts: object) -> HttpResponse:
    sale = _own_sale(request, number)
    try:
        service(order=sale, by=request.user, **facts)
        messages.success(request, done)
    except SecurityLapsed:
        text = _("The letter of credit does not stand any more. The goods may leave once the order is paid or the credit was amended.")
        messages.error(request, text)
    except (IllegalMove, OrderChanged):
        messages.warning(request, _("The order has moved on meanwhile; this is how it stands now."))
    return redirect("orders:sale-detail", number)


def _render_sale(
    request: HttpRequest, sale: Order, *, shipping: ShippingForm | None = None, refusal: RefusalForm | None = None, status: int = 200
) -> HttpResponse:
    language = request.LANGUAGE_CODE
    lines = list(sale.lines.all())
    typed = typed_quantities(sale, request.POST) if refusal else {}
    not_theirs = paid_by_the_hub(sale) if sale.refunding else Money.zero(sale.currency)
    context = {
        "seller": sale.seller,
        "office": "orders",
        "office_name": sale.seller.name,
        "sale": sale,
        "group": sale.group,
        "lines": lines,
        "rows": [(line, typed.get(line.pk, line.open_quantity)) for line in lines if line.open_quantity],
        "already": sum(line.cancelled_quantity for line in lines),
        "refunds": refunds_of_order(sale) if sale.refunding else [],
        "not_theirs": not_theirs,
        "not_from_buyer": total([line.promotion for line in lines], sale.currency),
        "stays": sale.refundable + not_theirs,
        "panels": panels_of([sale], SELLER),
        "steps": timeline(sale, SELLER),
        "papers": papers_of([sale]),
        "address_lines": addresses.lines(sale.group.address, language),
        "town": addresses.town(sale.group.address, language),
        "named": named_for(sale),
        "gross_g": sum(line.gross_weight_total_g for line in lines),
        "shipping": shipping or ShippingForm(initial={"carrier": sale.delivery_quote.get("carrier", "")}),
        "refusal": refusal or RefusalForm(),
        "is_refusable": sale.state in BEFORE_SHIPPING,
    }
    return render(request, "orders/sale_detail.html", context, status=status)
