"""Pictures that are drawn on request, the choice of theme, and the style guide."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from marketplace.look import pictures, themes
from marketplace.look.guide import guide

YEAR = 60 * 60 * 24 * 365


def _drawing(svg: str) -> HttpResponse:
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def board(request: HttpRequest, key: str) -> HttpResponse:
    """The imigongo board that stands for a seller without a logo."""
    return _drawing(pictures.panel(key))


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def scene(request: HttpRequest, kind: str) -> HttpResponse:
    """A landscape of ours; 404 for one we cannot draw."""
    if kind not in pictures.SCENES:
        raise Http404
    return _drawing(pictures.scene(kind, request.GET.get("key", "")[:40]))


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def product(request: HttpRequest, kind: str) -> HttpResponse:
    """A still life of ours, for entries and empty places; 404 for a thing we cannot draw."""
    if kind not in pictures.PRODUCTS:
        raise Http404
    return _drawing(
        pictures.product(kind, request.GET.get("key", kind)[:40], request.GET.get("name", "")[:40], request.GET.get("note", "")[:40])
    )


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark or the device's choice, and go back."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = request.POST.get("theme", "")
    if theme in themes.CHOICES:
        response.set_cookie(themes.COOKIE, theme, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
    else:
        response.delete_cookie(themes.COOKIE, samesite="Lax")
    return response


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every element at once; for us, not for visitors."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    return render(request, "styleguide.html", guide(request))
