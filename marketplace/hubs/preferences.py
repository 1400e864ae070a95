"""Language, currency and ship-to country: chosen by the reader, kept in cookies, never guessed silently."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

CURRENCY_COOKIE = "currency"
COUNTRY_COOKIE = "ship_to"
DEFAULTS = {"zh-hans": ("CNY", "CN"), "rw": ("RWF", "RW"), "fr": ("EUR", "FR")}
SHIP_TO = ["CN", "RW", "US", "GB", "DE", "FR", "BE", "NL", "AE", "KE", "JP", "CA"]


@dataclass(frozen=True)
class Preferences:
    language: str
    currency: str
    country: str


def preferences_of(request: HttpRequest) -> Preferences:
    """What the reader chose; the language's usual currency and country until they choose."""
    language = getattr(request, "LANGUAGE_CODE", "en")
    currency, country = DEFAULTS.get(language, ("CNY", "CN"))
    chosen = request.COOKIES.get(CURRENCY_COOKIE, "")
    if chosen in request.hub.selling_currencies:
        currency = chosen
    chosen = request.COOKIES.get(COUNTRY_COOKIE, "")
    if chosen in SHIP_TO:
        country = chosen
    return Preferences(language, currency, country)
