"""What a passport remembers of its lot: plain values, each text in every language it was written in."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from catalog.models import CoffeeFacts, Product

PLAIN = ("station", "altitude_min", "altitude_max", "variety", "process", "growers")
TEXTS = ("harvest", "tasting")


def _suffixes() -> list[str]:
    return [code.replace("-", "_") for code, _name in settings.LANGUAGES]


def facts_of(product: Product, coffee: CoffeeFacts) -> dict[str, Any]:
    """The facts of the lot that the listing names now, as JSON."""
    return {
        **{name: getattr(coffee, name) for name in PLAIN},
        "cup_score": f"{coffee.cup_score:f}" if coffee.cup_score is not None else None,
        **{name: {code: getattr(coffee, f"{name}_{code}") or "" for code in _suffixes()} for name in TEXTS},
        "name": {code: getattr(product, f"name_{code}") or "" for code in _suffixes()},
        "district": product.district.name if product.district else "",
        "country": product.origin_country,
        "source": product.source,
    }


def said_in(texts: dict[str, str], language: str) -> str:
    """The text in this language, else in English, else in the first there is."""
    for code in (language.replace("-", "_"), "en", *texts):
        if texts.get(code):
            return texts[code]
    return ""
