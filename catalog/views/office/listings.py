from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from catalog.selectors.office import FILTERS, SORTS, counts_of, listing_page, removed_drafts_of
from catalog.services.editing import why_not_edit
from catalog.views.office.access import office
from marketplace.look.pages import Link
from sellers.access import office_page

PER_PAGE = 25


@office_page
@require_safe
def listing_list(request: HttpRequest) -> HttpResponse:
    """The firm's goods: what is on sale, what is a draft, what ran out."""
    seller = request.seller
    show = request.GET.get("show", "") if request.GET.get("show", "") in FILTERS else ""
    sort = request.GET.get("sort", "") if request.GET.get("sort", "") in SORTS else ""
    words = request.GET.get("q", "").strip()[:80]
    counts = counts_of(seller)
    found = listing_page(seller, show=show, words=words, sort=sort)
    paginator = Paginator(found, PER_PAGE)
    if not words:
        paginator.count = counts[show]  # already counted
    page = paginator.get_page(request.GET.get("page"))
    context = office(
        seller,
        page=page,
        counts=counts,
        tabs=[
            {"url": _address(show=key, q=words, sort=sort), "name": name, "count": counts[key], "is_current": key == show}
            for key, (name, _condition) in FILTERS.items()
        ],
        sorts=[(key, name) for key, (name, _order) in SORTS.items()],
        show=show,
        sort=sort,
        words=words,
        clear=Link(_address(show=show), ""),
        removed=removed_drafts_of(seller),
        why_not=why_not_edit(seller),
    )
    template = "catalog/office/listing_list.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


def _address(**query: str) -> str:
    said = {key: value for key, value in query.items() if value}
    return f"?{urlencode(said)}" if said else "?"
