"""What somebody may be about to type: words of shelves, firms, places and facts, and goods. Two queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from catalog.search.models import TermKind
from catalog.search.selectors.queries import prefix_query
from catalog.search.selectors.synonyms import thesaurus
from catalog.search.words import HAN, fold, is_syllable
from catalog.selectors.browsing import translated
from marketplace.hubs.context import current_hub

MOST_TERMS = 6
MOST_GOODS = 4
MOST_MATCHED = 2000
MOST_LOOKED_AT = 200  # of goods that begin so, the best standing
LONGEST = 40  # characters; whoever has typed more knows what they mean
SHORTEST_LATIN = 2

_TERMS = f"""
    SELECT text FROM search_searchterm
    WHERE hub_id = %s AND kind <> '{TermKind.WORD}' AND (key LIKE %s OR key LIKE %s)
    GROUP BY text
    ORDER BY bool_or(language = %s) DESC, bool_or(key = %s) DESC, max(weight) DESC, text
    LIMIT {MOST_TERMS}
"""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Words to look for, and (address, name) of goods."""

    words: list[str]
    goods: list[tuple[str, str]]


def suggestions(typed: str, *, currency: str, language: str) -> Suggestions:
    """What begins like this, in any language and in pinyin; the reader's own language first."""
    folded = " ".join(fold(typed[:LONGEST]).split())
    if not folded or (len(folded) < SHORTEST_LATIN and not HAN.search(folded)):
        return Suggestions([], [])
    return Suggestions(_words(folded, language), _goods(folded, currency, language))


def _words(folded: str, language: str) -> list[str]:
    parts = folded.split()
    together = "".join(parts) if all(is_syllable(part) for part in parts[:-1]) else folded  # ka fe -> kafe
    with connection.cursor() as cursor:
        cursor.execute(_TERMS, [current_hub().pk, _begins(folded), _begins(together), language, together])
        return [text for (text,) in cursor.fetchall()]


def _begins(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _goods(folded: str, currency: str, language: str) -> list[tuple[str, str]]:
    query = prefix_query(folded, thesaurus(language))
    if query is None:
        return []
    hub = current_hub().pk
    parameters: list[Any] = [hub, *query.parameters, currency, hub]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT p.slug, {translated("p.name", language)} FROM (
                SELECT d.product_id, d.standing FROM search_matches(%s, {query.sql}, {MOST_MATCHED}, true) d
                WHERE d.product_id IS NOT NULL
                ORDER BY d.standing DESC, d.product_id DESC LIMIT {MOST_LOOKED_AT}
            ) d
            JOIN catalog_listing l ON l.product_id = d.product_id AND l.currency = %s AND l.hub_id = %s
            JOIN sellers_seller s ON s.id = l.seller_id AND s.state = 'approved'
            JOIN catalog_product p ON p.id = d.product_id
            ORDER BY d.standing DESC, d.product_id DESC LIMIT {MOST_GOODS}
            """,
            parameters,
        )
        return cursor.fetchall()
