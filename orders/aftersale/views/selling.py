"""The seller's side after the sale. Fetching is the check: another seller's case is a 404."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.money import Money
from orders.aftersale.enums import DisputeState, ReturnState
from orders.aftersale.forms import AnswerForm, FindingForm, OfferForm, RefundForm, SettleForm
from orders.aftersale.models import Dispute, GoodsReturn
from orders.aftersale.selectors.cases import disputes_with, get_dispute_for, get_return_for, returns_to
from orders.aftersale.selectors.steps import steps_of_dispute, steps_of_return
from orders.aftersale.services import disputes, returns
from orders.aftersale.services.manual_refunds import give_by_hand
from orders.aftersale.views.buying import attempt, moved_on
from orders.exceptions import IllegalMove
from orders.selectors.orders import get_sale_for
from sellers.access import office_page

PAGE_SIZE = 24
OFFICE = "returns"


@never_cache
@office_page
@require_GET
def list_cases(request: HttpRequest) -> HttpResponse:
    """Returns and disputes, the newest first."""
    seller = request.seller
    context = {
        "office": OFFICE,
        "office_name": seller.name,
        "page": Paginator(returns_to(seller), PAGE_SIZE).get_page(request.GET.get("page")),
        "disputes": list(disputes_with(seller)[:50]),
    }
    return render(request, "aftersale/case_list.html", context)


@never_cache
@office_page
@require_GET
def show_return(request: HttpRequest, number: str) -> HttpResponse:
    return _show_return(request, get_return_for(request.user, number))


def _show_return(
    request: HttpRequest,
    case: GoodsReturn,
    *,
    answer: AnswerForm | None = None,
    findings: list[FindingForm] | None = None,
    settle: SettleForm | None = None,
) -> HttpResponse:
    is_received = case.state == ReturnState.RECEIVED
    context = {
        "office": OFFICE,
        "office_name": case.order.seller.name,
        "case": case,
        "order": case.order,
        "steps": steps_of_return(case),
        "answer": answer or AnswerForm(),
        "findings": findings or ([FindingForm(row=row) for row in case.lines.all()] if is_received else []),
        "settle": settle or SettleForm(goods_return=case),
        "delivery": Money(returns.delivery_due(case, case.order), case.order.currency) if is_received else None,
    }
    return render(request, "aftersale/return_office.html", context, status=422 if answer or settle else 200)


@office_page
@require_POST
def answer_return(request: HttpRequest, number: str) -> HttpResponse:
    """Approve, decline or receive: `go` says which."""
    case = get_return_for(request.user, number)
    form = AnswerForm(request.POST)
    steps = {
        "approve": lambda: returns.approve_return(goods_return=case, by=request.user, note=form.cleaned_data["note"]),
        "decline": lambda: returns.decline_return(goods_return=case, by=request.user, note=form.cleaned_data["note"]),
        "receive": lambda: returns.receive_return(goods_return=case, by=request.user),
    }
    step = steps.get(request.POST.get("go", ""))
    try:
        if step and attempt(form, step) is None:
            return _show_return(request, case, answer=form)
        messages.success(request, _("Done. The buyer has been told."))
    except IllegalMove:
        moved_on(request)
    return redirect("aftersale:return-office", number)


@office_page
@require_POST
def settle_return(request: HttpRequest, number: str) -> HttpResponse:
    """What was found, line by line, and the money that follows."""
    case = get_return_for(request.user, number)
    findings = [FindingForm(request.POST, row=row) for row in case.lines.all()]
    settle = SettleForm(request.POST, goods_return=case)
    faults = [form for form in findings if not form.is_valid()]  # each is asked, so that each says what is wrong
    try:
        if not faults and attempt(
            settle,
            lambda: returns.settle_return(
                goods_return=case,
                findings={form.row.pk: form.finding() for form in findings},
                freight=settle.cleaned_data.get("freight") or Decimal(0),
                note=settle.cleaned_data["note"],
                by=request.user,
            ),
        ):
            messages.success(request, _("Settled. The buyer has been told, and the money goes back."))
        else:
            return _show_return(request, case, findings=findings, settle=settle)
    except IllegalMove:
        moved_on(request)
    return redirect("aftersale:return-office", number)


@never_cache
@office_page
@require_GET
def show_dispute(request: HttpRequest, number: str) -> HttpResponse:
    return _show_dispute(request, get_dispute_for(request.user, number))


def _show_dispute(request: HttpRequest, case: Dispute, form: OfferForm | None = None) -> HttpResponse:
    context = {
        "office": OFFICE,
        "office_name": case.order.seller.name,
        "case": case,
        "order": case.order,
        "steps": steps_of_dispute(case),
        "form": form or OfferForm(order=case.order, initial={"offer": case.wish.amount}),
        "is_mine": case.state == DisputeState.WITH_SELLER,
    }
    return render(request, "aftersale/dispute_office.html", context, status=422 if form else 200)


@office_page
@require_POST
def answer_dispute(request: HttpRequest, number: str) -> HttpResponse:
    case = get_dispute_for(request.user, number)
    form = OfferForm(request.POST, request.FILES, order=case.order)
    try:
        answered = attempt(form, lambda: disputes.answer_dispute(dispute=case, by=request.user, **form.cleaned_data))
        if answered is None:
            return _show_dispute(request, case, form)
        messages.success(request, _("Done. The buyer has been told."))
    except IllegalMove:
        moved_on(request)
    return redirect("aftersale:dispute-office", number)


@never_cache
@office_page
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, number: str) -> HttpResponse:
    """Give money back of one's own accord: typed, then shown as a sum, then confirmed."""
    order = get_sale_for(request.user, number)
    form = RefundForm(request.POST or None, order=order)
    total = None
    if request.method == "POST" and form.is_valid():
        total = Money(form.total(), order.currency).rounded()
        if request.POST.get("go") == "give":
            given = attempt(
                form,
                lambda: give_by_hand(
                    order=order, attempt=_attempt(request), reason=form.cleaned_data["reason"], by=request.user, **form.shares()
                ),
            )
            if given:
                messages.success(request, _("It goes back to the buyer, and they have been told."))
                return redirect("orders:sale-detail", number)
            total = None
        elif not total or order.refundable < total:
            form.add_error(None, _("Name an amount above zero and no more than what is left of the order."))
            total = None
    context = {
        "office": "orders",
        "office_name": order.seller.name,
        "order": order,
        "form": form,
        "total": total,
        "attempt": _attempt(request),
    }
    return render(request, "aftersale/refund.html", context, status=422 if form.errors else 200)


def _attempt(request: HttpRequest) -> uuid.UUID:
    """What the page's button is known by, so that two presses are one; a new one for a new page."""
    try:
        return uuid.UUID(request.POST.get("attempt", ""))
    except ValueError:
        return uuid.uuid4()
