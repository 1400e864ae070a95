import re
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.logistics.exceptions import QuoteRefused
from orders.logistics.forms import FreightForm
from orders.logistics.models import Quote
from orders.logistics.packages import Packages, packages, pressed
from orders.logistics.places import ORIGIN
from orders.logistics.rate_book import rate_book
from orders.logistics.selectors import get_quote
from orders.logistics.services import request_freight

FIELD = re.compile(r"[a-z][a-z0-9_-]{0,39}")
TOO_MUCH = _("This is more than one shipment can carry.")
PATIENCE = 8  # seconds after which the page says that it takes longer than usual


def quote_context(quote: Quote, *, field: str = "", chosen: int | None = None) -> dict:
    """What `logistics/_quote.html` needs. With a field's name the options are radio buttons of that name."""
    is_slow = not quote.is_answered and (timezone.now() - quote.created_at).total_seconds() > PATIENCE
    return {"quote": quote, "field": field, "chosen": chosen, "is_slow": is_slow}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_freight(request: HttpRequest) -> HttpResponse:
    """What shall go where by which Incoterm; a worker answers on the quote's own page."""
    hub = current_hub()
    book = rate_book(timezone.localdate(timezone=ZoneInfo(hub.time_zone)))
    facts = {"places": book.places(), "origin": ORIGIN, "currencies": hub.selling_currencies, "commodities": book.commodities}
    form, rows = FreightForm(initial={"currency": hub.selling_currencies[0]}, **facts), packages()
    if request.method == "POST":
        changed = pressed(request.POST)
        if changed is not None:  # only the rows change; what else was typed stays
            form, rows = FreightForm(initial=request.POST.dict(), **facts), packages(initial=changed)
        else:
            form, rows = FreightForm(request.POST, **facts), packages(request.POST)
            if form.is_valid() & rows.is_valid():
                try:
                    return redirect("logistics:quote-detail", _ask(form, rows).pk)
                except QuoteRefused:
                    form.add_error(None, TOO_MUCH)
    status = 422 if form.is_bound else 200
    return render(request, "logistics/freight_ask.html", {"form": form, "packages": rows}, status=status)


def _ask(form: FreightForm, rows: Packages) -> Quote:
    """Raises QuoteRefused where it is more than one shipment can carry."""
    told = form.cleaned_data
    return request_freight(
        parcels=rows.parcels,
        origin=ORIGIN,
        destination_place=told["destination"],
        destination_country=form.countries[told["destination"]],
        incoterm=told["incoterm"],
        named_place=told["named_place"],
        commodity=told["commodity"],
        currency=told["currency"],
        goods_value=Money(told["goods"], told["currency"]),
        wants_insurance=told["wants_insurance"],
    )


@never_cache
@require_GET
def show_quote(request: HttpRequest, quote_id: UUID) -> HttpResponse:
    """The quote of that unguessable number: the whole page, or only its fragment for htmx."""
    field = request.GET.get("field", "")
    context = quote_context(get_quote(quote_id), field=field if FIELD.fullmatch(field) else "")
    return render(request, "logistics/_quote.html" if request.htmx else "logistics/quote.html", context)
