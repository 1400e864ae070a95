import re
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.logistics.forms import FreightForm
from orders.logistics.models import Quote
from orders.logistics.places import ORIGIN
from orders.logistics.rate_book import rate_book
from orders.logistics.selectors import get_quote
from orders.logistics.services import request_freight

FIELD = re.compile(r"[a-z][a-z0-9_-]{0,39}")
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
    places = rate_book(timezone.localdate(timezone=ZoneInfo(hub.time_zone))).places()
    form = FreightForm(
        request.POST or None,
        places=places,
        origin=ORIGIN,
        currencies=hub.selling_currencies,
        initial={"currency": hub.selling_currencies[0]},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        quote = request_freight(
            parcels=form.parcels,
            origin=ORIGIN,
            destination_place=told["destination"],
            destination_country=form.countries[told["destination"]],
            incoterm=told["incoterm"],
            named_place=told["named_place"],
            currency=told["currency"],
            goods_value=Money(told["goods"], told["currency"]),
            wants_insurance=told["wants_insurance"],
        )
        return redirect("logistics:quote-detail", quote.pk)
    return render(request, "logistics/freight_ask.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_GET
def show_quote(request: HttpRequest, quote_id: UUID) -> HttpResponse:
    """The quote of that unguessable number: the whole page, or only its fragment for htmx."""
    field = request.GET.get("field", "")
    context = quote_context(get_quote(quote_id), field=field if FIELD.fullmatch(field) else "")
    return render(request, "logistics/_quote.html" if request.htmx else "logistics/quote.html", context)
