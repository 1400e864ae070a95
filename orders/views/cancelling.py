"""The buyer gives up an order or a part of it, and sees what goes back before saying so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.typed import whole_number
from orders.exceptions import IllegalMove, NothingSelected, OrderChanged, QuantityRefused
from orders.models import Order
from orders.selectors.orders import order_of
from orders.services.cancellation import Cut, cancel_lines, cancel_order, cut_of
from orders.views.access import get_own_group


def typed_quantities(order: Order, typed: QueryDict) -> dict[int, int]:
    """Line → pieces, as the fields q-<line> say. What is no number counts as none."""
    return {line.pk: whole_number(typed.get(f"q-{line.pk}", ""), 10**9) or 0 for line in order.lines.all()}


def cut_refusal(refusal: QuantityRefused | NothingSelected) -> str:
    if isinstance(refusal, NothingSelected):
        return _("Say how many pieces you give up.")
    match refusal.why:
        case "below_minimum":
            text = _("This good is sold from %(minimum)s pieces on: keep that many, or give up all of them.")
        case "off_step":
            text = _("This good is sold in steps of %(step)s: keep a whole number of them.")
        case _:
            text = _("Only %(available)s pieces of this are left.")
    return text % {"minimum": refusal.minimum, "step": refusal.step, "available": refusal.available}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, number: str, order_number: str) -> HttpResponse:
    """How many of what; then what goes back; then the button. A post without any quantity gives up the whole order."""
    order = order_of(get_own_group(request, number), order_number)
    if request.method == "POST":
        return _cancel(request, order)
    if not order.is_cancellable:
        messages.warning(request, _("This order can no longer be cancelled: it is packed, or has ended."))
        return redirect("orders:group-detail", number)
    if not request.GET:
        return _ask(request, order)
    quantities = typed_quantities(order, request.GET)
    try:
        return _ask(request, order, quantities, cut=cut_of(order, quantities, keeps_rules=True))
    except (NothingSelected, QuantityRefused) as refusal:
        return _ask(request, order, quantities, refusal=cut_refusal(refusal), status=422)


def _cancel(request: HttpRequest, order: Order) -> HttpResponse:
    by = request.user if request.user.is_authenticated else None
    is_whole = not any(name.startswith("q-") for name in request.POST)
    quantities = typed_quantities(order, request.POST)
    try:
        if is_whole:
            order = cancel_order(order=order, by=by)
        else:
            order = cancel_lines(order=order, quantities=quantities, already=whole_number(request.POST.get("already")), by=by)
    except (IllegalMove, OrderChanged):
        messages.warning(request, _("The order has moved on meanwhile; this is how it stands now."))
    except (NothingSelected, QuantityRefused) as refusal:
        return _ask(request, order, quantities, refusal=cut_refusal(refusal), status=422)
    else:
        if order.ended_at:
            text = _("Order %(number)s is cancelled. Your money goes back the way you paid.")
        else:
            text = _("That part of order %(number)s is cancelled. Its money goes back the way you paid.")
        messages.success(request, text % {"number": order.number})
    return redirect("orders:group-detail", order.group.number)


def _ask(
    request: HttpRequest,
    order: Order,
    quantities: dict[int, int] | None = None,
    *,
    cut: Cut | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    lines = [line for line in order.lines.all() if line.open_quantity]
    context = {
        "order": order,
        "group": order.group,
        "rows": [(line, (quantities or {}).get(line.pk, 0 if quantities else line.open_quantity)) for line in lines],
        "already": sum(line.cancelled_quantity for line in order.lines.all()),
        "cut": cut,
        "refusal": refusal,
        "is_member": order.group.user_id is not None,
    }
    return render(request, "orders/order_cancel.html", context, status=status)
