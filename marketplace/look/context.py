"""The context processor of every page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from marketplace.hubs.preferences import SHIP_TO, Preferences, preferences_of
from marketplace.look import chrome as menus
from marketplace.look.themes import COOKIE, media_of
from marketplace.look.words import countries_of, country_name, html_code, language_name, languages, option_list


def _preferences(request: HttpRequest) -> Preferences:
    if not hasattr(request, "hub"):  # pages outside every hub, and errors before the middleware
        return Preferences(get_language() or "en", "CNY", "CN")
    return getattr(request, "preferences", None) or preferences_of(request)


def _cart_count(request: HttpRequest) -> int:
    session = getattr(request, "session", None)
    return session.get("cart_count", 0) if session is not None else 0


class Choices:
    """What the preferences control offers, one of each chosen."""

    def __init__(self, request: HttpRequest, language: str) -> None:
        chosen = _preferences(request)
        hub = getattr(request, "hub", None)
        currencies = tuple((code, "", code) for code in (hub.selling_currencies if hub else ["CNY"]))
        self.language = language_name(language)
        self.currency = chosen.currency
        self.country = country_name(chosen.country, language)
        self.languages = option_list(language, languages())
        self.currencies = option_list(chosen.currency, currencies)
        self.countries = option_list(chosen.country, countries_of(language, tuple(SHIP_TO)))


class Hearts:
    """On which products the heart is full: `{% goods %}` asks, and other pages do not."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def full(self) -> frozenset[int] | None:
        return menus.hearts(self.request)


def chrome(request: HttpRequest) -> dict[str, object]:
    """Cheap for every page: no query of its own, and what costs anything is worked out when a template asks."""
    language = get_language() or settings.LANGUAGE_CODE
    theme = request.COOKIES.get(COOKIE, "")
    return {
        "root": menus.root_of(language),
        "language": language,
        "html_language": html_code(language),
        "alternates": SimpleLazyObject(lambda: menus.alternates(request.path)),
        "theme": theme,
        "theme_media": media_of(theme),
        "preferences": SimpleLazyObject(lambda: _preferences(request)),
        "choices": SimpleLazyObject(lambda: Choices(request, language)),
        "departments": SimpleLazyObject(lambda: list(menus.links("departments", request))),
        "office_links": SimpleLazyObject(lambda: menus.office_links(request)),
        "acts": SimpleLazyObject(lambda: menus.acts(request)),
        "hearts": Hearts(request),
        "cart_count": SimpleLazyObject(lambda: _cart_count(request)),
        "is_demo": settings.DEMO,
        "site_url": menus.site_of(request),
    }
