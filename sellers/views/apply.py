"""The application, phone first: a step a page, saved as one goes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.signed_in import signed_in
from sellers.access import choose_seller, current_seller
from sellers.clock import PROMISE_DAYS
from sellers.enums import SellerState, Step
from sellers.exceptions import Incomplete, SellerRefusal
from sellers.forms import FORMS
from sellers.models import Seller
from sellers.selectors.calendar import hub_zone
from sellers.selectors.evidence import items_for_application
from sellers.selectors.gaps import gaps_of, steps_with_gaps
from sellers.selectors.standing import standing_of
from sellers.services import keep_draft, save_step, start_application, submit_application, take_back_application
from sellers.services.application import ORDER
from sellers.views.drafts import as_data, broken_steps, form_for, save_whole_drafts, typed_of
from sellers.views.evidence import item_forms, save_items, take_off


def where_it_stands(request: HttpRequest) -> HttpResponse:
    """The page of the application in each of its states; for those who have none, what it takes to sell here."""
    seller = current_seller(request)
    if seller is None:
        return render(request, "sellers/welcome.html", {"days": PROMISE_DAYS, "start": reverse("sellers:apply-start")})
    context = {"seller": seller, "days": PROMISE_DAYS, "zone": hub_zone().key, "standing": standing_of(seller)}
    if seller.is_open:
        seller = save_whole_drafts(seller, request.user)
        context |= {"seller": seller, "steps": steps_of(seller, ""), "next_step": first_open_step(seller)}
    with timezone.override(hub_zone()):
        return render(request, f"sellers/apply/{seller.state}.html", context)


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Begin, or go on where one stopped. By GET too: signing up leads here."""
    if request.method == "GET" and (seller := current_seller(request)) is not None:
        return redirect(step_address(first_open_step(seller)) if seller.is_open else "sellers:apply")
    seller = start_application(by=request.user, language=get_language() or "en")
    choose_seller(request, seller)
    return redirect(step_address(first_open_step(seller)))


def step_address(step: str) -> str:
    return reverse("sellers:apply-step", kwargs={"step": step})


def first_open_step(seller: Seller) -> str:
    """Where to go on: the first step that lacks something, else the furthest reached."""
    lacking = steps_with_gaps(seller) | broken_steps(seller)
    return next((step for step in ORDER if step in lacking), seller.reached_step)


def steps_of(seller: Seller, current: str) -> list[dict[str, Any]]:
    lacking = steps_with_gaps(seller) | broken_steps(seller)
    reached = ORDER.index(seller.reached_step)
    return [
        {
            "key": step,
            "number": place + 1,
            "name": step.label,
            "url": step_address(step),
            "is_current": step == current,
            "is_done": place < reached and step not in lacking,
            "is_lacking": place < reached and step in lacking,
            "is_reached": place <= reached,
        }
        for place, step in enumerate(ORDER)
    ]


def _open_application(request: HttpRequest) -> Seller | None:
    seller = current_seller(request)
    return seller if seller is not None and seller.is_open else None


@signed_in
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One step. Leaving it by any button saves what is whole and keeps what is not."""
    if step not in ORDER:
        raise Http404
    if current_seller(request) is None:
        return redirect("sellers:apply-start")
    seller = _open_application(request)
    if seller is None:
        messages.info(request, _("The application has been sent, so it cannot be changed now."))
        return redirect("sellers:apply")
    seller = save_whole_drafts(seller, request.user, but=step)
    if step == Step.REVIEW:
        return _review(request, seller)
    return _evidence(request, seller) if step == Step.EVIDENCE else _form_step(request, seller, Step(step))


def _go_on(request: HttpRequest, step: Step, *, is_whole: bool) -> str | None:
    """Where the pressed button leads; None to stay with the errors."""
    wanted = request.POST.get("go", "")
    if wanted in ORDER:
        return step_address(wanted)
    if wanted == "later":
        return reverse("sellers:apply")
    if wanted == "stay" or not is_whole:
        return None
    return step_address(ORDER[ORDER.index(step) + 1])


def _form_step(request: HttpRequest, seller: Seller, step: Step) -> HttpResponse:
    if request.method != "POST":
        return _page(request, seller, step, form=form_for(seller, step))
    form = form_for(seller, step, request.POST)
    is_whole = form.is_valid()
    typed = typed_of(request.POST, list(form.fields))
    try:
        if "autosave" in request.GET:
            keep_draft(seller=seller, step=step, typed=typed, by=request.user)
            return render(request, "sellers/apply/_saved.html", {"saved_at": timezone.now(), "zone": hub_zone().key})
        if is_whole:
            save_step(seller=seller, step=step, values=form.answers(), by=request.user)
            for remark in form.remarks():
                messages.warning(request, remark)
        else:
            seller = keep_draft(seller=seller, step=step, typed=typed, by=request.user)
    except SellerRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("sellers:apply")
    if address := _go_on(request, step, is_whole=is_whole):
        return redirect(address)
    return _page(request, seller, step, form=form, status=422)


def _evidence(request: HttpRequest, seller: Seller) -> HttpResponse:
    step, kept = Step.EVIDENCE, (seller.drafts or {}).get(Step.EVIDENCE, {})
    items = items_for_application(seller)
    if request.method != "POST":
        forms = item_forms(items)
        return _page(request, seller, step, items=items, forms=[_typed_before(form, kept) for form in forms])
    forms = item_forms(items, request)
    try:
        remarks = save_items(seller, forms, request.user)
        faulty = [form for form in forms if not form.is_valid()]
        if faulty:
            names = [form.add_prefix(name) for form in faulty for name in form.fields]
            seller = keep_draft(seller=seller, step=step, typed=typed_of(request.POST, names), by=request.user)
        else:
            seller = save_step(seller=seller, step=step, values={}, by=request.user)
        if "remove" in request.POST:
            take_off(request, seller)
            return redirect(step_address(step))
    except SellerRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("sellers:apply")
    for remark in remarks:
        messages.warning(request, remark)
    if address := _go_on(request, step, is_whole=not faulty):
        return redirect(address)
    if not faulty:
        return redirect(step_address(step))  # "save": the page anew, with the papers listed
    bound = {form.item.requirement.code: form for form in faulty}
    items = items_for_application(seller)
    return _page(
        request, seller, step, items=items, forms=[bound.get(form.item.requirement.code, form) for form in item_forms(items)], status=422
    )


def _typed_before(form: Any, kept: dict[str, list[str]]) -> Any:
    """The form with what was typed on the last visit and is not valid yet."""
    if not any(form.add_prefix(name) in kept for name in form.fields):
        return form
    return type(form)(as_data(kept), item=form.item)


def _review(request: HttpRequest, seller: Seller) -> HttpResponse:
    items = items_for_application(seller)
    return _page(
        request,
        seller,
        Step.REVIEW,
        items=items,
        gaps=gaps_of(seller),
        broken=broken_steps(seller),
        to_come=[item for item in items if item.requirement.is_required and item.check is None and not item.is_given],
    )


def _page(request: HttpRequest, seller: Seller, step: Step, *, status: int = 200, **context: Any) -> HttpResponse:
    place = ORDER.index(step)
    context |= {
        "seller": seller,
        "step": step,
        "number": place + 1,
        "steps": steps_of(seller, step),
        "before": ORDER[place - 1] if place else "",
        "standing": standing_of(seller) if seller.state == SellerState.RETURNED else None,
        "zone": hub_zone().key,
        "days": PROMISE_DAYS,
    }
    return render(request, f"sellers/apply/step_{step}.html", context, status=status)


@signed_in
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    seller = _open_application(request)
    if seller is None:
        return redirect("sellers:apply")
    seller = save_whole_drafts(seller, request.user)
    if broken := broken_steps(seller) & set(FORMS):
        messages.error(request, _("Something typed is not right yet. It is marked in its step."))
        return redirect(step_address(next(step for step in ORDER if step in broken)))
    try:
        submit_application(seller=seller, by=request.user)
    except Incomplete as refusal:
        messages.error(request, str(refusal))
        return redirect(step_address(refusal.gaps[0].step))
    except SellerRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("sellers:apply")


@signed_in
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    seller = current_seller(request)
    if seller is None:
        raise Http404
    try:
        take_back_application(seller=seller, by=request.user)
        messages.success(request, _("The application is yours again. Send it when it is right."))
    except SellerRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("sellers:apply")
