"""The letter of credit of a call-off: entered by the seller, read against the papers by both."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.accounts.signed_in import signed_in
from orders.trade.credit_forms import CreditForm, PapersForm, PresentForm
from orders.trade.enums import DRAWING_MOVES, DrawingState
from orders.trade.models import CallOff, LetterOfCredit
from orders.trade.selectors.contracts import get_call_off_for, get_call_off_of
from orders.trade.selectors.credits import checklist_of, letter_of
from orders.trade.selectors.drawings import drawing_of, faults_of, has_left, may_be_asked, may_be_secured_again
from orders.trade.services import credits, drawings
from orders.trade.views.attempts import attempt, press
from orders.trade.views.selling import OFFICE
from orders.trade.words import CREDIT
from sellers.access import office_page
from sellers.selectors.calendar import hub_zone

PRESENTABLE = [state for state, moves in DRAWING_MOVES.items() if DrawingState.PRESENTED in moves]


@never_cache
@signed_in
@require_GET
def show_letter(request: HttpRequest, number: str) -> HttpResponse:
    called = get_call_off_of(request.user, number)
    letter = letter_of(called.contract)
    context = {
        "called": called,
        "contract": called.contract,
        "list": checklist_of(called, letter) if letter else None,
        "drawing": drawing_of(called),
        "reader": "buyer",
    }
    return render(request, "trade/letter_detail.html", context)


@never_cache
@office_page
@require_GET
def show_office_letter(request: HttpRequest, number: str) -> HttpResponse:
    return _show(request, get_call_off_for(request.user, number))


def _show(request: HttpRequest, called: CallOff, faulty: dict[str, forms.BaseForm] | None = None) -> HttpResponse:
    letter = letter_of(called.contract)
    context = {
        "office": OFFICE,
        "office_name": called.contract.seller.name,
        "called": called,
        "contract": called.contract,
        "list": checklist_of(called, letter) if letter else None,
        **_facts_of_drawing(called, letter),
        "credit": CreditForm(called=called, standing=letter),
        "papers": PapersForm(called=called, letter=letter) if letter else None,
        "faulty": list(faulty or ()),
        **(faulty or {}),
    }
    return render(request, "trade/letter_office.html", context, status=422 if faulty else 200)


def _facts_of_drawing(called: CallOff, letter: LetterOfCredit | None) -> dict[str, object]:
    drawing = drawing_of(called)
    presents = drawing is not None and drawing.state in PRESENTABLE and has_left(called)
    may_ask = may_be_asked(called, letter)
    found = faults_of(letter, called, timezone.localdate(timezone=hub_zone())) if may_ask else []
    return {
        "drawing": drawing,
        "may_ask": may_ask,
        "hindrances": [CREDIT[why]() for why in found],
        "amended": may_be_secured_again(called, drawing, letter),
        "presenting": PresentForm() if presents else None,
        "reader": "seller",
    }


@office_page
@require_POST
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """That an officer confirms the credit as the security of this call-off."""
    called = get_call_off_for(request.user, number)
    press(
        request, lambda: drawings.ask_to_secure(called=called, by=request.user), _("An officer compares the credit with the bank’s advice.")
    )
    return redirect("trade:letter-office", number)


@office_page
@require_POST
def present(request: HttpRequest, number: str) -> HttpResponse:
    called = get_call_off_for(request.user, number)
    form = PresentForm(request.POST)
    if attempt(form, lambda: drawings.present(called=called, on=form.cleaned_data["day"], by=request.user)) is None:
        return _show(request, called, {"presenting": form})
    messages.success(request, _("Noted. The bank has five banking days to examine the papers (UCP 600, article 14 (b))."))
    return redirect("trade:letter-office", number)


@office_page
@require_POST
def enter_letter(request: HttpRequest, number: str) -> HttpResponse:
    called = get_call_off_for(request.user, number)
    form = CreditForm(request.POST, called=called, standing=None)
    if attempt(form, lambda: credits.enter_credit(contract=called.contract, facts=form.cleaned_data, by=request.user)) is None:
        return _show(request, called, {"credit": form})
    messages.success(request, _("The letter of credit is entered. Its checklist stands above."))
    return redirect("trade:letter-office", number)


@office_page
@require_POST
def keep_papers(request: HttpRequest, number: str) -> HttpResponse:
    called = get_call_off_for(request.user, number)
    letter = letter_of(called.contract)
    if letter is None:
        return redirect("trade:letter-office", number)
    form = PapersForm(request.POST, called=called, letter=letter)
    if attempt(form, lambda: credits.keep_papers(called=called, papers=form.papers(), by=request.user) or True) is None:
        return _show(request, called, {"papers": form})
    messages.success(request, _("Saved."))
    return redirect("trade:letter-office", number)
