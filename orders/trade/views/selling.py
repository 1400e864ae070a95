"""The seller's side of wholesale. Fetching is the check: a request that the firm was not told of is a 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from orders.exceptions import IllegalMove
from orders.trade.forms import NoteForm, SendSampleForm, TermsForm
from orders.trade.models import Offer, RequestMatch
from orders.trade.reasons import Names, in_words
from orders.trade.selectors.certificates import titles_of
from orders.trade.selectors.contracts import contracts_with
from orders.trade.selectors.requests import get_match_for, get_offer_for, matches_of, offers_of
from orders.trade.services import offers, samples
from orders.trade.views.attempts import attempt, moved_on, press
from sellers.access import office_page

PAGE_SIZE = 20
OFFICE = "requests"


@never_cache
@office_page
@require_GET
def list_requests(request: HttpRequest) -> HttpResponse:
    """What buyers ask for, the newest first, each with why the firm was told."""
    page = Paginator(matches_of(request.seller), PAGE_SIZE).get_page(request.GET.get("page"))
    names = Names()
    rows = [{"match": match, "reasons": in_words(match.reasons[:2], names), "offer": (match.request.mine or [None])[-1]} for match in page]
    contracts = list(contracts_with(request.seller)[:PAGE_SIZE])
    context = {"office": OFFICE, "office_name": request.seller.name, "page": page, "rows": rows, "contracts": contracts}
    return render(request, "trade/request_inbox.html", context)


@never_cache
@office_page
@require_GET
def show_request(request: HttpRequest, number: str) -> HttpResponse:
    match = get_match_for(request.user, number)
    if match.seen_at is None:
        RequestMatch.objects.filter(pk=match.pk).update(seen_at=timezone.now())
    return _show(request, match)


def _show(request: HttpRequest, match: RequestMatch, faulty: dict[str, Any] | None = None) -> HttpResponse:
    """`faulty`: the filled-in form of a step that was refused, by its name."""
    asked, mine = match.request, offers_of(match)
    live = next((offer for offer in mine if offer.is_live), None)
    current = live or next((offer for offer in mine if offer.agreed_id), None)
    sample = getattr(current or (mine[-1] if mine else None), "sample", None)
    forms: dict[str, Any] = {"no": NoteForm(prefix="n")}
    if asked.is_open and live is None:
        forms["make"] = TermsForm(request=asked, prefix="o")
    if live and not live.is_revised:
        forms["revise"] = TermsForm(request=asked, offer=live, prefix="v")
    if sample and sample.state == "asked":
        forms["send"] = SendSampleForm(currency=sample.currency, prefix="s")
    context = {
        "office": OFFICE,
        "office_name": match.seller.name,
        "match": match,
        "asked": asked,
        "reasons": in_words(match.reasons),
        "papers": titles_of(asked.certificates),
        "mine": mine,
        "contract": current.contracts.order_by("-pk").first() if current and current.agreed_id else None,
        "live": live,
        "sample": sample,
        "forms": {**forms, **(faulty or {})},
        "faulty": list(faulty or ()),
    }
    return render(request, "trade/request_office.html", context, status=422 if faulty else 200)


@office_page
@require_POST
def make_offer(request: HttpRequest, number: str) -> HttpResponse:
    match = get_match_for(request.user, number)
    form = TermsForm(request.POST, request=match.request, prefix="o")
    made = attempt(form, lambda: offers.make_offer(request=match.request, seller=match.seller, words=form.offered(), by=request.user))
    if made is None:
        return _show(request, match, {"make": form})
    messages.success(request, _("The buyer has your offer."))
    return redirect("trade:request-office", number)


@office_page
@require_POST
def step_offer(request: HttpRequest, number: str) -> HttpResponse:
    """Revise, accept the counter-offer, stand by the offer, withdraw it, send the sample or decline it: `go` says which."""
    offer = get_offer_for(request.user, number)
    facts = {"offer": offer, "by": request.user}
    told = _("Done. The buyer has been told.")
    note = NoteForm(request.POST, prefix="n")
    try:
        match request.POST.get("go"):
            case "revise":
                form = TermsForm(request.POST, request=offer.request, offer=offer, prefix="v")
                return _tried(request, offer, "revise", form, lambda: offers.revise_offer(words=form.offered(), **facts))
            case "accept":
                press(request, lambda: offers.accept_offer(**facts), _("Agreed. The buyer has been told."))
            case "stand":
                press(request, lambda: offers.stand_by_offer(**facts), told)
            case "withdraw":
                press(request, lambda: offers.withdraw_offer(**facts), told)
            case "send":
                form, sample = SendSampleForm(request.POST, currency=offer.request.currency, prefix="s"), _sample_of(offer)
                return _tried(
                    request, offer, "send", form, lambda: samples.send_sample(sample=sample, by=request.user, **form.cleaned_data)
                )
            case "decline":
                sample = _sample_of(offer)
                return _tried(
                    request,
                    offer,
                    "no",
                    note,
                    lambda: samples.decline_sample(sample=sample, by=request.user, note=note.cleaned_data["note"]),
                )
    except IllegalMove:
        moved_on(request)
    return redirect("trade:request-office", offer.request.number)


def _tried(request: HttpRequest, offer: Offer, name: str, form: Any, action: Callable[[], object]) -> HttpResponse:
    if attempt(form, action) is None:
        return _show(request, get_match_for(request.user, offer.request.number), {name: form})
    messages.success(request, _("Done. The buyer has been told."))
    return redirect("trade:request-office", offer.request.number)


def _sample_of(offer: Offer):
    sample = getattr(offer, "sample", None)
    if sample is None:
        raise Http404
    return sample
