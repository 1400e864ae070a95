"""A call-off with a number for each point: typed, filled in, or from a sheet; counted before it is ordered."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import signed_in
from orders.exceptions import OrderRefused
from orders.trade.models import CallOff, SupplyContract
from orders.trade.number_forms import FillForm, Numbers, filled, read_sheet, read_typed
from orders.trade.selectors.contracts import get_contract_of, price_today, standing_of
from orders.trade.services import call_offs
from orders.trade.words import spoken
from sellers.selectors.calendar import hub_zone


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def call_off_by_point(request: HttpRequest, number: str) -> HttpResponse:
    """`go` says what is wished: fill, sheet, count or order. Nothing typed is lost by any of them."""
    contract = get_contract_of(request.user, number)
    points = list(contract.points.filter(is_closed=False).order_by("code"))
    if not contract.is_active or not points:
        raise Http404
    codes = [point.code for point in points]
    if request.method != "POST":
        return _show(request, contract, read_typed(points, {}), FillForm(codes=codes))
    numbers = read_typed(points, request.POST)
    match request.POST.get("go"):
        case "fill":
            form = FillForm(request.POST, codes=codes)
            return _show(request, contract, filled(numbers, form) if form.is_valid() else numbers, form)
        case "sheet":
            numbers = read_sheet(numbers, request.FILES.get("sheet"))
        case "order" if numbers.is_sound:
            called = _order(request, contract, numbers)
            if called is not None:
                messages.success(request, _("Called off. The goods are set aside for you; pay by the day that stands below."))
                return redirect("trade:call-off-detail", called.number)
    return _show(request, contract, numbers, FillForm(codes=codes))


def _order(request: HttpRequest, contract: SupplyContract, numbers: Numbers) -> CallOff | None:
    """None where it was refused; the numbers then say why."""
    attempt = request.POST.get("attempt", "")[:40] or uuid.uuid4().hex
    try:
        return call_offs.call_off(contract=contract, pieces_by_point=numbers.pieces, attempt=attempt, by=request.user)
    except OrderRefused as refusal:
        numbers.faults.append(spoken(refusal))
    return None


def _show(request: HttpRequest, contract: SupplyContract, numbers: Numbers, form: FillForm) -> HttpResponse:
    standing, price = standing_of(contract), price_today(contract, timezone.localdate(timezone=hub_zone()))
    context = {
        "contract": contract,
        "asked": contract.offer.request,
        "numbers": numbers,
        "form": form,
        "standing": standing,
        "after": standing.left - numbers.total,
        "piece_price": price,
        "amount": (price * numbers.total) if price else None,
        "attempt": request.POST.get("attempt", "")[:40] or uuid.uuid4().hex,
    }
    is_part = bool(request.htmx) and request.POST.get("go") == "count"
    page = "trade/call_off_numbers.html#totals" if is_part else "trade/call_off_numbers.html"
    # htmx leaves out what is not a success: the totals of a wrong number are shown all the same
    status = 422 if request.method == "POST" and not is_part and (numbers.faults or form.errors) else 200
    return render(request, page, context, status=status)
