"""Beginning, copying and throwing away; and the rows of variants."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.forms.basics import NewListingForm
from catalog.models import Product
from catalog.selectors.office import get_variant_of
from catalog.services import listing
from catalog.services.editing import MayNotEdit, why_not_edit
from catalog.views.office.access import listing_view, office
from sellers.access import office_page


@office_page
def new_listing(request: HttpRequest) -> HttpResponse:
    """Name and category; from then on the draft is kept."""
    seller = request.seller
    form = NewListingForm(request.POST or None)
    why_not = why_not_edit(seller)
    if request.method == "POST" and form.is_valid():
        try:
            product = listing.start_listing(seller=seller, by=request.user, **form.cleaned_data)
        except MayNotEdit as refusal:
            why_not = refusal.message
        else:
            return redirect("listings:listing-edit", pk=product.pk)
    return render(request, "catalog/office/listing_new.html", office(seller, form=form, why_not=why_not))


@listing_view
@require_POST
def copy(request: HttpRequest, product: Product) -> HttpResponse:
    twin = listing.copy_listing(product=product, by=request.user)
    messages.success(request, _("Here is the copy. Its stock is empty, and nobody sees it yet."))
    return redirect("listings:listing-edit", pk=twin.pk)


@listing_view
def remove(request: HttpRequest, product: Product) -> HttpResponse:
    """Ask first; a removed draft can be brought back for a day."""
    if request.method != "POST":
        return render(request, "catalog/office/listing_remove.html", office(product.seller, product=product))
    listing.remove_listing(product=product, by=request.user)
    return redirect("listings:listing-list")


@listing_view(removed=True)
@require_POST
def restore(request: HttpRequest, product: Product) -> HttpResponse:
    try:
        listing.restore_listing(product=product, by=request.user)
    except listing.ListingRefused as refusal:  # there is no editor to go back to
        messages.error(request, refusal.message)
        return redirect("listings:listing-list")
    return redirect("listings:listing-edit", pk=product.pk)


@listing_view
@require_POST
def add_variant(request: HttpRequest, product: Product) -> HttpResponse:
    variant = listing.add_variant(product=product, by=request.user)
    response = redirect("listings:listing-edit", pk=product.pk)
    response["Location"] += f"#variant-{variant.pk}"
    return response


@listing_view
def remove_variant(request: HttpRequest, product: Product, variant: int) -> HttpResponse:
    """Ask first, with what would go."""
    row = get_variant_of(product, variant)
    if request.method != "POST":
        return render(request, "catalog/office/variant_remove.html", office(product.seller, product=product, variant=row))
    listing.remove_variant(variant=row, by=request.user)
    messages.success(request, _("The variant is removed."))
    response = redirect("listings:listing-edit", pk=product.pk)
    response["Location"] += "#variants"
    return response
