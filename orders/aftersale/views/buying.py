"""The buyer's side after the sale; a guest comes by the signed link, as to the order itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import kept_until_signed_in
from orders.aftersale.enums import DISPUTABLE_RETURNS, DisputeState, Side
from orders.aftersale.exceptions import DisputeRefused
from orders.aftersale.forms import DisputeForm, EscalateForm, ReturnForm, SendForm
from orders.aftersale.models import Dispute, GoodsReturn
from orders.aftersale.selectors.cases import dispute_of, return_of
from orders.aftersale.selectors.rules import check_disputable, returnable_until
from orders.aftersale.selectors.steps import address_for_return, steps_of_dispute, steps_of_return
from orders.aftersale.services import disputes, returns
from orders.aftersale.words import spoken
from orders.exceptions import IllegalMove, OrderRefused
from orders.models import Order
from orders.selectors.orders import order_of
from orders.views.access import get_own_group, keep_order_key
from orders.views.cancelling import typed_quantities
from sellers.exceptions import BadUpload


def actor(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def own_order(request: HttpRequest, number: str, order_number: str) -> Order:
    return order_of(get_own_group(request, number), order_number)


def moved_on(request: HttpRequest) -> None:
    messages.warning(request, _("Something has happened here meanwhile; this is how it stands now."))


def attempt(form: forms.Form, action: Callable[[], object]) -> object | None:
    """What the service gives; None where the form or the service refused, and the form then says why. IllegalMove goes on."""
    if not form.is_valid():
        return None
    try:
        return action()
    except IllegalMove:
        raise
    except (OrderRefused, BadUpload) as refusal:
        form.add_error(None, str(refusal) if isinstance(refusal, BadUpload) else spoken(refusal))
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@kept_until_signed_in
def ask_return(request: HttpRequest, number: str, order_number: str) -> HttpResponse:
    order = own_order(request, number, order_number)
    form = ReturnForm(request.POST or None, request.FILES or None)
    quantities = typed_quantities(order, request.POST)
    if request.method == "POST":
        asked = attempt(
            form,
            lambda: returns.ask_return(
                order=order,
                quantities=quantities,
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                photos=form.cleaned_data["photos"],
                by=actor(request),
            ),
        )
        if asked:
            messages.success(request, _("The seller has your wish and answers by the day shown here."))
            return redirect("aftersale:return-detail", number, order_number, asked.number)
    lines = [line for line in order.lines.all() if line.open_quantity]
    rows = [(line, quantities.get(line.pk) or 0 if request.method == "POST" else 0) for line in lines]
    context = {"order": order, "group": order.group, "form": form, "rows": rows, "until": returnable_until(order)}
    return render(request, "aftersale/return_ask.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def show_return(request: HttpRequest, number: str, order_number: str, return_number: str) -> HttpResponse:
    if key := request.GET.get("key"):
        keep_order_key(request, number, key[:60])
        own_order(request, number, order_number)
        return redirect("aftersale:return-detail", number, order_number, return_number)
    return _show_return(request, return_of(own_order(request, number, order_number), return_number))


def _show_return(request: HttpRequest, case: GoodsReturn, form: SendForm | None = None) -> HttpResponse:
    open_dispute = next((dispute for dispute in case.order.disputes.all() if dispute.is_open), None)
    context = {
        "case": case,
        "order": case.order,
        "group": case.order.group,
        "steps": steps_of_return(case),
        "form": form or SendForm(goods_return=case),
        "is_disputable": case.state in DISPUTABLE_RETURNS and not open_dispute and bool(case.order.refundable),
        "dispute": open_dispute,
        "pays_freight": case.freight_by == Side.SELLER,
        "address": address_for_return(case.order),
    }
    return render(request, "aftersale/return_detail.html", context, status=422 if form else 200)


@require_POST
@kept_until_signed_in
def send_return(request: HttpRequest, number: str, order_number: str, return_number: str) -> HttpResponse:
    case = return_of(own_order(request, number, order_number), return_number)
    form = SendForm(request.POST, request.FILES, goods_return=case)
    try:
        sent = attempt(
            form,
            lambda: returns.send_return(
                goods_return=case,
                carrier=form.cleaned_data["carrier"],
                tracking_number=form.cleaned_data["tracking_number"],
                freight=form.cleaned_data.get("freight") or Decimal(0),
                photos=form.cleaned_data.get("photos") or [],
                by=actor(request),
            ),
        )
        if sent is None:
            return _show_return(request, case, form)
        messages.success(request, _("The seller has the tracking number."))
    except IllegalMove:
        moved_on(request)
    return redirect("aftersale:return-detail", number, order_number, return_number)


@require_POST
def withdraw_return(request: HttpRequest, number: str, order_number: str, return_number: str) -> HttpResponse:
    case = return_of(own_order(request, number, order_number), return_number)
    try:
        returns.withdraw_return(goods_return=case, by=actor(request))
        messages.success(request, _("The return is withdrawn."))
    except IllegalMove:
        moved_on(request)
    return redirect("aftersale:return-detail", number, order_number, return_number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@kept_until_signed_in
def open_dispute(request: HttpRequest, number: str, order_number: str, return_number: str = "") -> HttpResponse:
    """Of the whole order, or of what came of a return."""
    order = own_order(request, number, order_number)
    goods_return = return_of(order, return_number) if return_number else None
    if goods_return and goods_return.state not in DISPUTABLE_RETURNS:
        raise Http404
    form = DisputeForm(request.POST or None, request.FILES or None, order=order, is_return=bool(goods_return))
    refusal = ""
    if request.method == "POST":
        opened = attempt(
            form,
            lambda: disputes.open_dispute(
                order=order,
                kind=form.cleaned_data["kind"],
                wish=form.cleaned_data["wish"],
                text=form.cleaned_data["text"],
                photos=form.cleaned_data["photos"],
                by=actor(request),
                goods_return=goods_return,
            ),
        )
        if opened:
            messages.success(request, _("The seller has your words and answers by the day shown here; otherwise RDB decides."))
            return redirect("aftersale:dispute-detail", number, order_number, opened.number)
    else:
        try:
            check_disputable(order, goods_return=goods_return)
        except DisputeRefused as why:
            refusal = spoken(why)
    context = {"order": order, "group": order.group, "form": form, "refusal": refusal, "goods_return": goods_return}
    return render(request, "aftersale/dispute_open.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def show_dispute(request: HttpRequest, number: str, order_number: str, dispute_number: str) -> HttpResponse:
    if key := request.GET.get("key"):
        keep_order_key(request, number, key[:60])
        own_order(request, number, order_number)
        return redirect("aftersale:dispute-detail", number, order_number, dispute_number)
    return _show_dispute(request, dispute_of(own_order(request, number, order_number), dispute_number))


def _show_dispute(request: HttpRequest, case: Dispute, form: EscalateForm | None = None) -> HttpResponse:
    context = {
        "case": case,
        "order": case.order,
        "group": case.order.group,
        "steps": steps_of_dispute(case),
        "form": form or EscalateForm(),
        "is_mine": case.state == DisputeState.WITH_BUYER,
    }
    return render(request, "aftersale/dispute_detail.html", context, status=422 if form else 200)


@require_POST
@kept_until_signed_in
def answer_offer(request: HttpRequest, number: str, order_number: str, dispute_number: str) -> HttpResponse:
    """The buyer accepts the offer, lays it before RDB, or lets it rest: `go` says which."""
    case = dispute_of(own_order(request, number, order_number), dispute_number)
    form = EscalateForm(request.POST, request.FILES)
    try:
        match request.POST.get("go"):
            case "accept":
                disputes.accept_offer(dispute=case, by=actor(request))
                messages.success(request, _("Agreed."))
            case "withdraw":
                disputes.withdraw_dispute(dispute=case, by=actor(request))
                messages.success(request, _("The dispute is withdrawn."))
            case _unused:
                data = {"dispute": case, "by": actor(request)}
                if (
                    attempt(form, lambda: disputes.escalate(text=form.cleaned_data["text"], photos=form.cleaned_data["photos"], **data))
                    is None
                ):
                    return _show_dispute(request, case, form)
                messages.success(request, _("RDB has it now and decides by the day shown here."))
    except IllegalMove:
        moved_on(request)
    return redirect("aftersale:dispute-detail", number, order_number, dispute_number)
