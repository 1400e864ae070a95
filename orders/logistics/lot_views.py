"""Pooled lots in the seller's office. Every firm that RDB has let in may join; a firm sees its own shares alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.money.rates import NoRate
from orders.logistics.exceptions import LotRefused
from orders.logistics.lot_forms import CancelForm, JoinForm, LotForm
from orders.logistics.lots import get_lot, get_share_of, lots_for, own_shares, would_be
from orders.logistics.packages import packages, pressed
from orders.logistics.services.lots import cancel_lot, join_lot, leave_lot, open_lot
from sellers.access import office_page
from sellers.enums import SellerState

NO_RATE = gettext_lazy("No exchange rate into the currency of this lot stands for today: please ask the officers.")
READ = ["GET", "HEAD", "POST"]


@never_cache
@office_page
@require_http_methods(READ)
def lots(request: HttpRequest) -> HttpResponse:
    """What is open and what one was in; a form to open another."""
    form = LotForm(request.POST or None)
    if request.method == "POST" and _may_act(request) and form.is_valid():
        told = form.cleaned_data
        try:
            lot = open_lot(**told, seller=request.seller, by=request.user)
        except LotRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The lot is open. Other firms see it in their offices."))
            return redirect("logistics:lot-detail", lot.pk)
    return render(
        request,
        "logistics/lot_list.html",
        {"lines": lots_for(request.seller), "form": form, "office": "lots", "may_act": _may_act(request)},
        status=422 if form.errors else 200,
    )


@never_cache
@office_page
@require_http_methods(READ)
def lot(request: HttpRequest, pk: int) -> HttpResponse:
    """A lot, one's own shares in it, and what one's goods would pay: looked at first, joined with the second button."""
    found, preview, status = get_lot(pk), None, 200
    form, rows = JoinForm(), packages()
    if request.method == "POST":
        changed = pressed(request.POST)
        if changed is not None:
            form, rows = JoinForm(initial=request.POST.dict()), packages(initial=changed)
        else:
            form, rows, status = JoinForm(request.POST), packages(request.POST), 422
            is_look = "look" in request.POST
            if rows.is_valid() and (is_look or form.is_valid()):
                try:
                    if is_look:
                        preview, status = would_be(found, rows.parcels), 200
                        form = JoinForm(initial=request.POST.dict())
                    elif _may_act(request):
                        reference = form.cleaned_data["reference"]
                        join_lot(lot=found, seller=request.seller, reference=reference, parcels=rows.parcels, by=request.user)
                        messages.success(request, _("Your goods are in the lot. You may take them out until it closes."))
                        return redirect("logistics:lot-detail", pk)
                except LotRefused as refusal:
                    form.add_error(None, str(refusal))
                except NoRate:
                    messages.warning(request, NO_RATE)
    mine = own_shares(found, request.seller)
    context = {"lot": found, "mine": mine, "form": form, "packages": rows, "preview": preview, "office": "lots"}
    context |= {"firms": len({share.seller_id for share in found.standing}), "may_act": _may_act(request)}
    context["cancel"] = CancelForm() if found.seller_id == request.seller.pk and found.is_open else None
    return render(request, "logistics/lot_detail.html", context, status=status)


@office_page
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """By the firm that opened it; for everybody else there is nothing to cancel here."""
    found, form = get_lot(pk), CancelForm(request.POST)
    if found.seller_id != request.seller.pk:
        raise Http404
    try:
        cancel_lot(lot=found, reason=form.cleaned_data["reason"] if form.is_valid() else "", by=request.user)
        messages.success(request, _("The lot is cancelled. The firms in it are told by letter."))
    except LotRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("logistics:lot-detail", pk)


@office_page
@require_POST
def leave(request: HttpRequest, pk: int, share: int) -> HttpResponse:
    try:
        leave_lot(share=get_share_of(request.seller, pk, share), by=request.user)
        messages.success(request, _("Your goods are out of the lot."))
    except LotRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("logistics:lot-detail", pk)


def _may_act(request: HttpRequest) -> bool:
    """A suspended firm reads, and takes its goods out."""
    return request.seller.state == SellerState.APPROVED
