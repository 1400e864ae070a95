from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalog.campaigns.interest.counting import count_found
from catalog.search.services.misses import note_miss
from catalog.selectors.browsing import Scope
from catalog.selectors.filters import FACETS, read_filters
from catalog.selectors.listing import list_page
from catalog.views.answering import answer_list
from marketplace.kept_pages import for_everybody


@require_safe
@for_everybody
def list_products(request: HttpRequest) -> HttpResponse:
    """Everything on sale, or what a search finds of it."""
    preferences = request.preferences
    listing = list_page(
        Scope(preferences.currency), read_filters(request.GET), path=request.path, language=preferences.language, facets=FACETS
    )
    if listing.is_missed and listing.filters.page == 1:
        note_miss(words=listing.filters.q, language=preferences.language, nearest=listing.instead)
    if listing.filters.q and listing.cards:
        count_found(request, [card.product_id for card in listing.cards])
    return answer_list(request, "catalog/product_list.html", {"listing": listing})
