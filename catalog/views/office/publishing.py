from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from catalog.enums import ProductState
from catalog.exceptions import NotTheSeller, PublishRefused
from catalog.models import Product
from catalog.selectors.office import listings_of
from catalog.services.editing import MayNotEdit, check_may_edit
from catalog.services.listing import withdraw_listings
from catalog.services.publishing import publish
from catalog.views.office.access import listing_view, office
from catalog.views.office.editor import editor_page
from marketplace.typed import keys, plain
from sellers.access import office_page


@listing_view
@require_POST
def publish_listing(request: HttpRequest, product: Product) -> HttpResponse:
    """Put it on sale, or say everything that is missing."""
    check_may_edit(product.seller, request.user)
    try:
        publish(product=product, by=request.user)
    except PublishRefused as refusal:
        return editor_page(request, product, refused=refusal.missing, status=422)
    messages.success(request, _("It is on sale. Buyers can find it from now on."))
    return redirect("listings:listing-edit", pk=product.pk)


@listing_view
def withdraw_listing(request: HttpRequest, product: Product) -> HttpResponse:
    """Ask first, with what buyers hold."""
    if request.method != "POST":
        return _confirm(request, product.seller, [listings_of(product.seller).get(pk=product.pk)])
    withdraw_listings(products=[product], by=request.user, reason=plain(request.POST.get("reason", ""), 300))
    messages.success(request, _("It is off sale. Orders that were placed go on as agreed."))
    return redirect("listings:listing-edit", pk=product.pk)


@office_page
def withdraw_many(request: HttpRequest) -> HttpResponse:
    """The ticked listings: first a page that counts them, then the deed."""
    seller = request.seller
    sent = request.POST if request.method == "POST" else request.GET
    ids = set(keys(sent.getlist("listing")))
    ticked = list(listings_of(seller).filter(pk__in=ids).select_related("seller").order_by("name_en", "pk"))
    if len(ticked) != len(ids):
        raise Http404  # one of them is somebody else's
    on_sale = [product for product in ticked if product.state == ProductState.PUBLISHED]
    if not on_sale:
        messages.warning(request, _("Tick listings that are on sale, then withdraw them."))
        return redirect("listings:listing-list")
    if request.method != "POST":
        return _confirm(request, seller, on_sale, len(ticked) - len(on_sale))
    try:
        count = withdraw_listings(products=on_sale, by=request.user, reason=plain(request.POST.get("reason", ""), 300))
    except MayNotEdit as refusal:
        messages.error(request, refusal.message)
    except NotTheSeller:
        raise Http404
    else:
        messages.success(request, ngettext("%(count)d listing is off sale.", "%(count)d listings are off sale.", count) % {"count": count})
    return redirect("listings:listing-list")


def _confirm(request: HttpRequest, seller, products: list[Product], left_out: int = 0) -> HttpResponse:
    held = sum(product.held for product in products)
    return render(request, "catalog/office/listing_withdraw.html", office(seller, products=products, held=held, left_out=left_out))
