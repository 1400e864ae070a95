"""For machines: robots.txt, sitemaps, the pictures of links. And what a reader sees where a page has moved or is gone."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.sharing import selectors, sitemaps
from catalog.sharing.pictures import picture
from catalog.sharing.sheets import sheet_of
from marketplace.look.chrome import root_of, site_of

# Nobody's pages to find: accounts, offices, machines.
CLOSED = ("checkout/", "orders/", "accounts/", "sell/", "payments/", "quotes/", "documents/", "preferences/", "wishes/", "messages/")
OPEN = ("sell/apply/$",)  # the way in for firms
CLOSED_WITHOUT_LANGUAGE = ("/admin/", "/api/", "/metrics", "/health/")
HOUR = 3_600
YEAR = 365 * 24 * HOUR


@require_safe
@cache_control(public=True, max_age=HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    roots = [root_of(code) for code, _name in settings.LANGUAGES]
    lines = ["User-agent: *"]
    lines += [f"Allow: {root}{path}" for root in roots for path in OPEN]
    lines += [f"Disallow: {path}" for path in CLOSED_WITHOUT_LANGUAGE]
    lines += [f"Disallow: {root}{path}" for root in roots for path in CLOSED]
    return HttpResponse("\n".join([*lines, "", f"Sitemap: {site_of(request)}/sitemap.xml", ""]), content_type="text/plain; charset=utf-8")


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=HOUR)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return _xml(sitemaps.index(site_of(request)))


@require_safe
@cache_control(public=True, max_age=HOUR)
def sitemap_pages(request: HttpRequest, language: str) -> HttpResponse:
    if language not in sitemaps.languages():
        raise Http404
    return _xml(sitemaps.pages(language, site_of(request)))


@require_safe
@cache_control(public=True, max_age=HOUR)
def sitemap_goods(request: HttpRequest, language: str, number: int) -> HttpResponse:
    text = sitemaps.goods(language, number, site_of(request)) if language in sitemaps.languages() and number < 10**9 else None
    if text is None:
        raise Http404
    return _xml(text)


@require_safe
def share_picture(request: HttpRequest, language: str, kind: str, slug: str) -> HttpResponse:
    """The picture of a page's link. Under an address that names another state of it, the one of today, kept for an hour only."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        sheet = sheet_of(kind, slug, language)
    response = HttpResponse(picture(sheet, kind, slug, language), content_type="image/jpeg")
    is_it = request.GET.get("v") == sheet.digest
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_it else f"public, max-age={HOUR}"
    return response


def product_elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """For an address at which nothing is on sale: on to where the product is now, or the page of what was taken off sale (410).
    Raises Http404 for all else."""
    if now := selectors.product_now_at(slug):
        return _moved(request, f"products/{slug}/", f"products/{now}/")
    gone = selectors.gone(slug, request.preferences)
    if gone is None:
        raise Http404
    name = gone.shelf.name_in(request.preferences.language)
    return render(request, "catalog/product_gone.html", {"gone": gone, "shelf_name": name}, status=410)


def shelf_elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """On to where the shelf is now. Raises Http404."""
    if now := selectors.shelf_now_at(slug):
        return _moved(request, f"categories/{slug}/", f"categories/{now}/")
    raise Http404


def _moved(request: HttpRequest, left: str, now: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(request.get_full_path().replace(left, now, 1))
