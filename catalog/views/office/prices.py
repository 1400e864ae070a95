"""Prices that are proposed, in a currency without one or because the exchange rate has moved: the seller takes them, or keeps their own."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from catalog.models import PriceProposal, Product
from catalog.selectors.proposals import proposals_for
from catalog.services.editing import MayNotEdit, why_not_edit
from catalog.services.proposals import DRIFT, keep_prices, take_proposals
from catalog.views.office.access import listing_view, office
from marketplace.typed import keys
from sellers.access import office_page

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def price_proposals(request: HttpRequest) -> HttpResponse:
    """Old and new beside each other, with rate, its day and source; what is ticked, or all of it, is taken or kept."""
    seller = request.seller
    waiting = proposals_for(seller)
    if request.method == "POST":
        do = request.POST.get("do")
        ticked = keys(request.POST.getlist("proposal"))[:PAGE_SIZE]
        if do != "all" and not ticked:
            messages.warning(request, _("No price is ticked. Tick those that you mean."))
            return redirect("listings:price-proposals")
        chosen = waiting if do == "all" else waiting.filter(pk__in=ticked)
        try:
            if do == "keep":
                count = keep_prices(proposals=chosen, by=request.user)
                text = ngettext("%(count)d price stays as it is.", "%(count)d prices stay as they are.", count)
                messages.success(request, text % {"count": count})
            else:
                _take(request, chosen)
        except MayNotEdit as refusal:
            messages.error(request, refusal.message)
        return redirect("listings:price-proposals")
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("page"))
    drift = f"{(DRIFT * 100).normalize():f}"
    context = office(seller, page=page, drift=drift, why_not=why_not_edit(seller))
    return render(request, "catalog/office/price_proposals.html", context)


@listing_view
@require_POST
def take(request: HttpRequest, product: Product) -> HttpResponse:
    """All prices that the editor showed as proposed; what has changed since it did is left out."""
    shown = keys(request.POST.getlist("proposal"))
    _take(request, proposals_for(product.seller).filter(variant__product=product, pk__in=shown))
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    response = redirect("listings:listing-edit", pk=product.pk)
    response["Location"] += "#prices"
    return response


def _take(request: HttpRequest, proposals: QuerySet[PriceProposal]) -> None:
    if count := take_proposals(proposals=proposals, by=request.user):
        text = ngettext("Buyers see %(count)d new price.", "Buyers see %(count)d new prices.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.warning(request, _("No price was taken: they have changed meanwhile. Look at them once more."))
