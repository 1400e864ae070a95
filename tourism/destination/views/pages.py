from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.kept_pages import for_everybody
from marketplace.look.chrome import site_of
from marketplace.look.words import html_code
from tourism.destination.selectors import outside, pages

DEPARTMENT = "travel"


def _page(request: HttpRequest, template: str, page: object, kind: str, slug: str, title: str, **more: object) -> HttpResponse:
    share = outside.sheet_of(title).address(kind, slug, request.preferences.language)
    return render(request, f"destination/{template}.html", {"page": page, "share": share, "department": DEPARTMENT, **more})


@require_safe
@for_everybody
def show_home(request: HttpRequest) -> HttpResponse:
    page = pages.home_page(request.preferences.language)
    site = site_of(request)
    description = _(
        "Gorillas, the great lake, the forest of chimpanzees and the hills where coffee grows: what to see, and what to know first."
    )
    data = outside.destination("Rwanda", description, f"{site}{request.path}", page.places, site)
    return _page(request, "home", page, "travel", "home", "Rwanda", data=data, description=description)


@require_safe
@for_everybody
def list_places(request: HttpRequest) -> HttpResponse:
    """Filter and order stand in the address."""
    page = pages.place_list(request.preferences.language, kind=request.GET.get("kind", ""), sort=request.GET.get("sort", ""))
    return _page(request, "place_list", page, "travel", "home", "Rwanda")


@require_safe
@for_everybody
def show_place(request: HttpRequest, slug: str) -> HttpResponse:
    page = pages.place_page(slug, request.preferences)
    return _page(request, "place_show", page, "places", slug, page.place.name, data=outside.attraction(page.place, site_of(request)))


@require_safe
@for_everybody
def show_collection(request: HttpRequest, slug: str) -> HttpResponse:
    page = pages.collection_page(slug, request.preferences.language)
    site = site_of(request)
    places = [stop.place for stop in page.stops if stop.place]
    row = page.collection
    data = outside.destination(row.title, row.lead or row.title, f"{site}{row.url}", places, site)
    return _page(request, "collection_show", page, "collections", slug, row.title, data=data)


@require_safe
@for_everybody
def show_article(request: HttpRequest, slug: str) -> HttpResponse:
    language = request.preferences.language
    page = pages.article_page(slug, language)
    data = outside.article(page.article, site_of(request), html_code(language))
    return _page(request, "article_show", page, "articles", slug, page.article.title, data=data)
