"""The buyer's side of wholesale: requests and the offers for them. Fetching is the check: another buyer's request is a 404."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalog.models import Product
from marketplace.accounts.signed_in import signed_in
from orders.exceptions import IllegalMove
from orders.trade.forms import NoteForm, RequestForm, SampleForm, TermsForm
from orders.trade.models import Offer, QuotationRequest
from orders.trade.selectors.certificates import titles_of
from orders.trade.selectors.contracts import contracts_of
from orders.trade.selectors.requests import get_offer_of, get_request_of, requests_of
from orders.trade.services import offers, requests, samples
from orders.trade.views.attempts import attempt, moved_on, press

PAGE_SIZE = 20
SHOWN_CONTRACTS = 20
LONGEST_WISH = 160


@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What a buyer has asked for; for everybody else, what this is."""
    if not request.user.is_authenticated:
        return render(request, "trade/home.html", {})
    page = Paginator(requests_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "trade/home.html", {"page": page, "contracts": list(contracts_of(request.user)[:SHOWN_CONTRACTS])})


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_request(request: HttpRequest) -> HttpResponse:
    """A draft, for a product on sale or in free words."""
    slug = request.GET.get("product", "")
    product = Product.objects.on_sale().filter(slug=slug).select_related("hs_code").first() if slug else None
    if slug and product is None:
        raise Http404
    initial: dict[str, Any] = {"currency": request.preferences.currency}
    if wish := " ".join("".join(filter(str.isprintable, request.GET.get("wish", ""))).split()):
        initial["title"] = wish[:LONGEST_WISH]  # what a search did not find
    if product:
        initial |= {"title": product.name, "hs_code": product.hs_code.hs6 if product.hs_code else ""}
    zone = "Asia/Shanghai" if request.preferences.country == "CN" else timezone.get_current_timezone_name()
    form = RequestForm(request.POST or None, instance=QuotationRequest(product=product), initial=initial, reader_zone=zone)
    if request.method == "POST" and form.is_valid():
        drafted = requests.draft_request(by=request.user, language=request.preferences.language, **form.facts())
        return _saved(request, drafted)
    context = {"form": form, "product": product}
    return render(request, "trade/request_form.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_request(request: HttpRequest, number: str) -> HttpResponse:
    asked = get_request_of(request.user, number)
    if not asked.is_draft:
        return redirect("trade:request-detail", number)
    form = RequestForm(request.POST or None, instance=asked)
    if request.method == "POST" and attempt(form, lambda: requests.change_request(request=asked, by=request.user, **form.facts())):
        return _saved(request, asked)
    context = {"form": form, "asked": asked, "product": asked.product}
    return render(request, "trade/request_form.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, asked: QuotationRequest) -> HttpResponse:
    """Kept as a draft, or shown to the sellers at once: `go` says which."""
    if request.POST.get("go") == "open":
        done = _("Sellers who fit have been told; their offers come to this page and by mail.")
        press(request, lambda: requests.open_request(request=asked, by=request.user), done)
    else:
        messages.success(request, _("Kept as a draft. Nobody else sees it yet."))
    return redirect("trade:request-detail", asked.number)


@never_cache
@signed_in
@require_GET
def show_request(request: HttpRequest, number: str) -> HttpResponse:
    return _show(request, get_request_of(request.user, number))


def _show(request: HttpRequest, asked: QuotationRequest, faulty: tuple[str, str, Any] | None = None) -> HttpResponse:
    """`faulty`: the offer, the name and the filled-in form of a step that was refused."""
    rows = []
    for offer in asked.offers.all():
        offer.request = asked
        forms = {"counter": None, "no": NoteForm(prefix=f"r{offer.pk}"), "sample_form": SampleForm(prefix=f"s{offer.pk}")}
        if offer.is_live:
            forms["counter"] = TermsForm(request=asked, offer=offer, is_buyer=True, prefix=f"c{offer.pk}")
        if faulty and faulty[0] == offer.number:
            forms[faulty[1]] = faulty[2]
        contract = next(iter(offer.contracts.all()), None) if offer.agreed_id else None
        rows.append({"offer": offer, "contract": contract, "sample": getattr(offer, "sample", None), **forms})
    live = [row["offer"] for row in rows if row["offer"].is_live]
    context = {
        "asked": asked,
        "rows": rows,
        "compared": sorted(live, key=lambda offer: offer.on_table.unit_price) if len(live) > 1 else [],
        "papers": titles_of(asked.certificates),
        "faulty": faulty and faulty[0],
    }
    return render(request, "trade/request_detail.html", context, status=422 if faulty else 200)


@signed_in
@require_POST
def step_request(request: HttpRequest, number: str) -> HttpResponse:
    """Open, close or withdraw: `go` says which."""
    asked = get_request_of(request.user, number)
    facts = {"request": asked, "by": request.user}
    match request.POST.get("go"):
        case "open":
            press(request, lambda: requests.open_request(**facts), _("Sellers who fit have been told."))
        case "close":
            press(request, lambda: requests.close_request(**facts), _("No more offers come in."))
        case "withdraw":
            press(request, lambda: requests.withdraw_request(**facts), _("The request is withdrawn."))
    return redirect("trade:request-detail", number)


@signed_in
@require_POST
def step_offer(request: HttpRequest, number: str) -> HttpResponse:
    """Accept, counter, refuse, ask for a sample, or say that it came: `go` says which."""
    offer = get_offer_of(request.user, number)
    facts = {"offer": offer, "by": request.user}
    back = redirect("trade:request-detail", offer.request.number)
    try:
        match request.POST.get("go"):
            case "accept":
                press(request, lambda: offers.accept_offer(**facts), _("Agreed. The seller has been told."))
            case "received":
                sample = _sample_of(offer)
                press(request, lambda: samples.receive_sample(sample=sample, by=request.user), _("Noted."))
            case "counter":
                form = TermsForm(request.POST, request=offer.request, offer=offer, is_buyer=True, prefix=f"c{offer.pk}")
                valid = offer.due_at or timezone.now()
                return _tried(request, offer, "counter", form, lambda: offers.counter_offer(words=form.offered(valid_until=valid), **facts))
            case "refuse":
                form = NoteForm(request.POST, prefix=f"r{offer.pk}")
                return _tried(request, offer, "no", form, lambda: offers.refuse_offer(note=form.cleaned_data["note"], **facts))
            case "sample":
                form = SampleForm(request.POST, prefix=f"s{offer.pk}")
                return _tried(request, offer, "sample_form", form, lambda: samples.ask_sample(**form.cleaned_data, **facts))
    except IllegalMove:
        moved_on(request)
    return back


def _tried(request: HttpRequest, offer: Offer, name: str, form: Any, action: Any) -> HttpResponse:
    if attempt(form, action) is None:
        return _show(request, get_request_of(request.user, offer.request.number), (offer.number, name, form))
    messages.success(request, _("Done. The seller has been told."))
    return redirect("trade:request-detail", offer.request.number)


def _sample_of(offer: Offer):
    sample = getattr(offer, "sample", None)
    if sample is None:
        raise Http404
    return sample
