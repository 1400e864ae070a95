"""The context processor of every page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from marketplace.hubs.preferences import SHIP_TO, Preferences, preferences_of
from marketplace.look import chrome as menus
from marketplace.look.themes import media_of
from marketplace.look.words import country_name, languages


def _preferences(request: HttpRequest) -> Preferences:
    if not hasattr(request, "hub"):  # pages outside every hub, and errors before the middleware
        return Preferences(get_language() or "en", "CNY", "CN")
    return getattr(request, "preferences", None) or preferences_of(request)


def _cart_count(request: HttpRequest) -> int:
    session = getattr(request, "session", None)
    return session.get("cart_count", 0) if session is not None else 0


def _currencies(request: HttpRequest) -> list[str]:
    hub = getattr(request, "hub", None)
    return list(hub.selling_currencies) if hub else ["CNY"]


def chrome(request: HttpRequest) -> dict[str, object]:
    """Cheap for every page: no query of its own, and nothing is worked out until a template asks."""
    language = get_language() or settings.LANGUAGE_CODE
    below = menus.path_below_root(request.path)
    return {
        "root": menus.root_of(language),
        "language": language,
        "languages": languages(),
        "alternates": [(code, html, f"{menus.root_of(code)}{below}") for code, html, _ in languages()],
        "theme_media": media_of(request.COOKIES.get("theme", "")),
        "theme": request.COOKIES.get("theme", ""),
        "preferences": SimpleLazyObject(lambda: _preferences(request)),
        "currencies": SimpleLazyObject(lambda: _currencies(request)),
        "countries": SimpleLazyObject(lambda: [(code, country_name(code, language)) for code in SHIP_TO]),
        "ship_to": SimpleLazyObject(lambda: country_name(_preferences(request).country, language)),
        "departments": SimpleLazyObject(lambda: list(menus.links("departments", request))),
        "office_links": SimpleLazyObject(lambda: menus.office_links(request)),
        "cart_count": SimpleLazyObject(lambda: _cart_count(request)),
        "is_demo": settings.DEMO,
        "site_url": settings.SITE_URL,
    }
