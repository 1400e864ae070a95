"""What every page of the seller's goods begins with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from catalog.exceptions import NotTheSeller
from catalog.photos.refusals import PhotoRefused
from catalog.selectors.office import get_listing_for
from catalog.services.editing import MayNotEdit, StillOnSale
from catalog.services.listing import ListingRefused
from marketplace.accounts.signed_in import signed_in
from sellers.models import Seller

View = Callable[..., HttpResponse]


def listing_view(view: View | None = None, *, removed: bool = False) -> View:
    """For views of one listing: hands them the product, and answers their refusals by going back to the editor with the reason."""

    def wrap(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            product = get_listing_for(request.user, pk, removed=removed)
            try:
                return view(request, product, **kwargs)
            except NotTheSeller:
                raise Http404
            except StillOnSale as refusal:
                what = ", ".join(str(item.text) for item in refusal.missing)
                messages.error(request, still_on_sale(what))
            except (MayNotEdit, ListingRefused, PhotoRefused) as refusal:
                messages.error(request, refusal.message)
            return redirect("listings:listing-edit", pk=product.pk)

        return guarded

    return wrap(view) if view else wrap


def still_on_sale(what: str) -> str:
    return _("This listing is on sale and needs this to stay there: %(what)s. Withdraw it first, or leave this as it was.") % {"what": what}


def office(seller: Seller, **context: Any) -> dict[str, Any]:
    """What the office's frame needs beside the page's own."""
    return {"office": "products", "office_name": seller.name, "seller": seller, **context}
