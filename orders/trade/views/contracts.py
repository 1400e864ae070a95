"""The buyer's contracts: read and agree, import delivery points, call off, say what arrived."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.accounts.signed_in import signed_in
from orders.exceptions import IllegalMove
from orders.trade.contract_forms import CallOffForm, ConsigneeForm, KeptSheetForm, PointsForm, ReceiveForm
from orders.trade.enums import ShipmentState
from orders.trade.forms import NoteForm
from orders.trade.models import SupplyContract
from orders.trade.selectors.contracts import (
    call_offs_of,
    get_call_off_of,
    get_contract_of,
    has_papers,
    price_today,
    shipments_of,
    standing_of,
)
from orders.trade.selectors.paying import received_for
from orders.trade.services import call_offs, contracts, points
from orders.trade.views.attempts import attempt, moved_on
from orders.trade.views.paying import facts_of_parts, is_waited_for
from orders.trade.views.point_packs import facts_of_packs
from sellers.selectors.calendar import hub_zone

SHOWN_POINTS = 12
PATIENCE = "3"  # seconds until the page asks again while papers are made


def facts_of(contract: SupplyContract) -> dict[str, Any]:
    """What both sides read of a contract."""
    rows = list(contract.points.all())
    return {
        "contract": contract,
        "asked": contract.offer.request,
        "standing": standing_of(contract),
        "piece_price": price_today(contract, timezone.localdate(timezone=hub_zone())),
        "calls": list(call_offs_of(contract)),
        "points": rows[:SHOWN_POINTS],
        "more_points": rows[SHOWN_POINTS:],
        "point_count": len(rows),
        "codes": [point.code for point in rows if not point.is_closed],
    }


@never_cache
@signed_in
@require_GET
def show_contract(request: HttpRequest, number: str) -> HttpResponse:
    return _show(request, get_contract_of(request.user, number))


def _show(request: HttpRequest, contract: SupplyContract, faulty: dict[str, forms.Form] | None = None, trial: Any = None) -> HttpResponse:
    facts = facts_of(contract)
    context = {
        **facts,
        "agree": ConsigneeForm(initial={"country": request.preferences.country}),
        "no": NoteForm(prefix="n"),
        "sheet": PointsForm(),
        "calling": CallOffForm(codes=facts["codes"], initial={"attempt": uuid.uuid4().hex}),
        "trial": trial,
        "faulty": list(faulty or ()),
        **(faulty or {}),
    }
    return render(request, "trade/contract_detail.html", context, status=422 if faulty else 200)


@signed_in
@require_POST
def answer_contract(request: HttpRequest, number: str) -> HttpResponse:
    """Agree, with the consignee, or decline with a reason: `go` says which."""
    contract = get_contract_of(request.user, number)
    facts = {"contract": contract, "by": request.user}
    try:
        if request.POST.get("go") == "agree":
            form = ConsigneeForm(request.POST)
            if attempt(form, lambda: contracts.agree_contract(consignee=form.consignee(), **facts)) is None:
                return _show(request, contract, {"agree": form})
            messages.success(request, _("The contract is in force. Import your delivery points, then call off."))
        else:
            form = NoteForm(request.POST, prefix="n")
            if attempt(form, lambda: contracts.decline_contract(note=form.cleaned_data["note"], **facts)) is None:
                return _show(request, contract, {"no": form})
            messages.success(request, _("Declined. The seller has been told."))
    except IllegalMove:
        moved_on(request)
    return redirect("trade:contract-detail", number)


@signed_in
@require_POST
def import_points(request: HttpRequest, number: str) -> HttpResponse:
    """Try the sheet, write it, or take over the one that was tried: `go` says which. With a fault nothing is written."""
    contract = get_contract_of(request.user, number)
    wish = request.POST.get("go")
    facts = {"contract": contract, "by": request.user}
    is_trial = wish not in ("write", "take")
    if wish == "take":
        form = KeptSheetForm(request.POST)
        found = attempt(form, lambda: points.take_over(sheet=form.cleaned_data["kept"], **facts))
    else:
        form = PointsForm(request.POST, request.FILES)
        facts |= {"is_trial": is_trial}
        found = attempt(form, lambda: points.import_points(content=form.cleaned_data["sheet"], name=form.file_name, **facts))
    if found is None:
        return _show(request, contract, {"sheet": form})
    if is_trial or found.faults:
        return _show(request, contract, trial=found)
    messages.success(
        request, _("Delivery points written: %(new)s new, %(changed)s changed.") % {"new": found.new, "changed": found.changed}
    )
    return redirect("trade:contract-detail", number)


@signed_in
@require_POST
def call_off(request: HttpRequest, number: str) -> HttpResponse:
    contract = get_contract_of(request.user, number)
    open_points = {point.code: point.pk for point in contract.points.filter(is_closed=False)}
    form = CallOffForm(request.POST, codes=list(open_points))
    called = attempt(
        form,
        lambda: call_offs.call_off(
            contract=contract,
            pieces_by_point={open_points[code]: form.cleaned_data["pieces"] for code in form.cleaned_data["codes"]},
            attempt=form.cleaned_data["attempt"],
            by=request.user,
        ),
    )
    if called is None:
        return _show(request, contract, {"calling": form})
    if called.deposit:
        messages.success(request, _("Called off. Pay the deposit by its day; the goods are set aside for you."))
    else:
        messages.success(request, _("Called off. The goods are set aside for you; pay by the day that stands below."))
    return redirect("trade:call-off-detail", called.number)


@never_cache
@signed_in
@require_GET
def show_call_off(request: HttpRequest, number: str) -> HttpResponse:
    return _show_call_off(request, number)


def _show_call_off(request: HttpRequest, number: str, form: ReceiveForm | None = None) -> HttpResponse:
    called = get_call_off_of(request.user, number)
    rows = shipments_of(called)
    sent = [row.point.code for row in rows if row.state == ShipmentState.SENT]
    context = {
        "called": called,
        "contract": called.contract,
        "asked": called.contract.offer.request,
        **facts_of_packs(called, rows, for_seller=False),
        "received": received_for(called),
        **facts_of_parts(called, reader="buyer"),
        "order": called.group.orders.first(),
        "has_papers": has_papers(called),
        "form": form or (ReceiveForm(codes=sent) if sent else None),
        "reader": "buyer",
    }
    response = render(request, "trade/call_off_detail.html", context, status=422 if form else 200)
    if (context["packs"].working or is_waited_for(request, context["parts"])) and form is None:
        response["Refresh"] = PATIENCE
    return response


@signed_in
@require_POST
def receive(request: HttpRequest, number: str) -> HttpResponse:
    called = get_call_off_of(request.user, number)
    codes = [row.point.code for row in shipments_of(called) if row.state == ShipmentState.SENT]
    form = ReceiveForm(request.POST, codes=codes)
    count = attempt(form, lambda: call_offs.receive_shipments(called=called, codes=form.cleaned_data["codes"], by=request.user))
    if count is None:
        return _show_call_off(request, number, form)
    messages.success(request, ngettext("%(count)s point has it.", "%(count)s points have it.", count) % {"count": count})
    return redirect("trade:call-off-detail", number)
