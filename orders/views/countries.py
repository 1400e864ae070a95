"""The countries an address form offers: the usual destinations first, then all others by name."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import override
from django_countries import countries

from marketplace.hubs.preferences import SHIP_TO


def known_country(code: str) -> str:
    """The code where it is one, else empty."""
    return code if code in dict(countries) else ""


@lru_cache(maxsize=16)
def _named(language: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    with override(language):
        names = {code: str(name) for code, name in countries}
        usual = tuple((code, names[code]) for code in SHIP_TO if code in names)
        return usual, tuple((code, name) for code, name in names.items() if code not in SHIP_TO)


def country_choices(language: str, chosen: str) -> list[tuple[list[tuple[str, str, bool]], bool]]:
    """Two groups of (code, name, is chosen); the second is all the world."""
    usual, others = _named(language)
    return [([(code, name, code == chosen) for code, name in group], is_world) for group, is_world in ((usual, False), (others, True))]
