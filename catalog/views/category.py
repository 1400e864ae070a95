from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalog.selectors.browsing import Scope
from catalog.selectors.filters import FACETS, read_filters
from catalog.selectors.listing import list_page
from catalog.selectors.shelves import market, shelf_called
from catalog.sharing.sheets import of_shelf
from catalog.sharing.views import shelf_elsewhere
from catalog.views.answering import answer_list
from marketplace.kept_pages import for_everybody
from marketplace.look.chrome import root_of
from marketplace.look.pages import Link


@require_safe
@for_everybody
def show_category(request: HttpRequest, slug: str) -> HttpResponse:
    """A shelf with everything below it."""
    shelf = shelf_called(slug)
    if shelf is None:
        return shelf_elsewhere(request, slug)
    preferences, shelves = request.preferences, market()
    language, root = preferences.language, root_of(preferences.language)
    way = shelves.way_to(slug)
    listing = list_page(
        Scope(preferences.currency, category_ids=shelves.ids_under(slug)),
        read_filters(request.GET),
        path=request.path,
        language=language,
        shelf=slug,
        facets=FACETS,
    )
    context = {
        "listing": listing,
        "name": shelf.name_in(language),
        "lead": shelf.description_in(language),
        "crumbs": [Link(root, gettext("Home")), *(Link(f"{root}categories/{step.slug}/", step.name_in(language)) for step in way)],
        "department": way[0].slug,
        "share": of_shelf(slug, shelf.name_in(language)).address("categories", slug, language),
        "below": [Link(f"{root}categories/{part.slug}/", part.name_in(language)) for part in shelves.below(slug)],
    }
    return answer_list(request, "catalog/category_show.html", context)
