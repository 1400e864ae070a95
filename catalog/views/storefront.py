from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalog.selectors.browsing import Scope
from catalog.selectors.filters import FACETS, read_filters
from catalog.selectors.listing import list_page
from catalog.selectors.shelves import market
from catalog.selectors.storefront import shopkeeper_at
from catalog.sharing.sheets import of_seller
from catalog.views.answering import answer_list
from marketplace.kept_pages import for_everybody
from marketplace.look.chrome import root_of, site_of
from marketplace.look.pages import Link
from marketplace.look.structured import organization
from marketplace.look.words import country_name

OWN_FACETS = tuple(name for name in FACETS if name != "seller")


@require_safe
@for_everybody
def show_seller(request: HttpRequest, slug: str) -> HttpResponse:
    """The shop of an approved firm; 404 for every other."""
    preferences = request.preferences
    seller = shopkeeper_at(slug, preferences.language, preferences.currency)
    if seller is None:
        raise Http404
    listing = list_page(
        Scope(preferences.currency, seller_id=seller.pk),
        read_filters(request.GET),
        path=request.path,
        language=preferences.language,
        facets=OWN_FACETS,
    )
    shown = {
        "place": market().district_in(seller.district_id, preferences.language),
        "listing": listing,
        "seller": seller,
        "country": country_name(request.hub.country, preferences.language),
    }
    crumbs = [Link(root_of(preferences.language), gettext("Home")), Link(request.path, seller.name)]
    told = {
        "crumbs": crumbs,
        "share": of_seller(seller.name, seller.public_key).address("sellers", slug, preferences.language),
        "firm": organization(
            name=seller.name,
            url=f"{site_of(request)}{request.path}",
            logo=f"{site_of(request)}{reverse('drawings:board', args=[seller.public_key])}",
            description=seller.story,
            place=shown["place"],
            country=request.hub.country,
        ),
    }
    return answer_list(request, "catalog/seller_show.html", {**shown, **told})
