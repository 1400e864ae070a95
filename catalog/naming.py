"""How a good and one of its variants are named together, in the reader's language."""

from __future__ import annotations

import re

from marketplace.look.writing import measures_in

# As sellers write them; longer words first, so that 公斤 is not read as 斤.
_LATIN = {"公斤": "kg", "千克": "kg", "毫升": "ml", "厘米": "cm", "毫米": "mm", "克": "g", "升": "l", "米": "m"}
_CHINESE_UNIT = re.compile(rf"(?<=\d)\s*({'|'.join(_LATIN)})")


def variant_name(name: str, language: str) -> str:
    """The variant's own name; a seller's “250 g” is 250 克 in Chinese."""
    return measures_in(language, name)


def line_name(product: str, variant: str, language: str) -> str:
    """Product and variant as a cart line or an order names them; what the product's name says already is not said twice."""
    if not variant or _says(product, variant):
        return product
    return f"{product} {variant_name(variant, language)}" if language.startswith("zh") else f"{product}, {variant}"


def said_once(product: str, variant: str) -> tuple[str, ...]:
    """The names that are worth printing: both, or the product's alone when it says the variant too."""
    return tuple(filter(None, (product, "" if _says(product, variant) else variant)))


def _says(product: str, variant: str) -> bool:
    """Whether “washed Bourbon 250 克” says “250 g”; “250 g” does not say “50 g”."""
    words = _plain(variant)
    return bool(words) and re.search(rf"(?<![a-z0-9.,]){re.escape(words)}(?![a-z0-9])", _plain(product)) is not None


def _plain(text: str) -> str:
    latin = _CHINESE_UNIT.sub(lambda found: f" {_LATIN[found[1]]} ", text)
    return re.sub(r"(?<=\d)\s+(?=[a-z])", "", " ".join(latin.casefold().split()))
