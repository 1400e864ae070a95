"""Prices that the exchange rate has left: the seller takes the new ones, or keeps their own."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from catalog.selectors.proposals import proposals_for
from catalog.services.proposals import DRIFT, keep_prices, take_proposals
from catalog.views.office.access import office
from sellers.access import office_page

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def price_proposals(request: HttpRequest) -> HttpResponse:
    """Old and new beside each other, with rate, its day and source; what is ticked is taken or kept."""
    seller = request.seller
    if request.method == "POST":
        chosen = proposals_for(seller).filter(
            pk__in=[pk for pk in request.POST.getlist("proposal") if pk.isascii() and pk.isdigit()][:PAGE_SIZE]
        )
        if request.POST.get("do") == "keep":
            count = keep_prices(proposals=chosen, by=request.user)
            text = ngettext("%(count)d price stays as it is.", "%(count)d prices stay as they are.", count)
        else:
            count = take_proposals(proposals=chosen, by=request.user)
            text = ngettext("Buyers see %(count)d new price.", "Buyers see %(count)d new prices.", count)
        messages.success(request, text % {"count": count})
        return redirect("listings:price-proposals")
    page = Paginator(proposals_for(seller), PAGE_SIZE).get_page(request.GET.get("page"))
    drift = f"{(DRIFT * 100).normalize():f}"
    return render(request, "catalog/office/price_proposals.html", office(seller, page=page, drift=drift))
