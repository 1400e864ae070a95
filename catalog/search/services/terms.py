"""The words and phrases of the hub's goods: against misspelt words, and to offer while somebody types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection, transaction

from catalog.search.models import LONGEST_TERM, SearchTerm, TermKind
from catalog.search.words import HAN, PIECES, fold, spoken
from marketplace.hubs.context import current_hub

SHORTEST_WORD = 3
MOST_KEYS = 6  # of a phrase: Huye Mountain is also found by its second word


class Term(NamedTuple):
    kind: str
    language: str
    key: str
    text: str


def words_of(texts: Iterable[str]) -> set[Term]:
    """The Latin words and pinyin of these texts that somebody could misspell."""
    found = {word for text in texts for word in text.split() if len(word) >= SHORTEST_WORD and word.isalpha() and not HAN.match(word)}
    return {Term(TermKind.WORD, "", word[:LONGEST_TERM], "") for word in found}


def offered(kind: str, language: str, text: str) -> Iterator[Term]:
    """A phrase under everything it may be typed as: from each of its words on, and in Chinese by its pinyin."""
    text = text.strip()[:LONGEST_TERM]
    folded = fold(text)
    keys = dict.fromkeys([folded])
    if HAN.search(folded):
        full, initials = spoken("".join(HAN.findall(folded)))
        keys |= dict.fromkeys([*full, *initials])
    else:
        pieces = PIECES.findall(folded)
        keys |= dict.fromkeys(" ".join(pieces[first:]) for first in range(min(len(pieces), MOST_KEYS)))
    for key in keys:
        if key:
            yield Term(kind, language, key[:LONGEST_TERM], text)


_ADD = """
    INSERT INTO search_searchterm (hub_id, kind, language, key, text, weight)
    SELECT %s, t.kind, t.language, t.key, t.text, t.weight
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::int[]) AS t(kind, language, key, text, weight)
    WHERE NOT EXISTS (SELECT FROM search_searchterm known WHERE known.hub_id = %s AND known.kind = t.kind
        AND known.language = t.language AND known.key = t.key AND known.text = t.text)
    ON CONFLICT DO NOTHING
"""


def add_terms(terms: Counter[Term]) -> None:
    """Keep the terms that are new; how many documents have one is counted anew at every rebuild. In one order for everybody, so that two
    sellers never wait for each other in a circle."""
    ordered = sorted(terms)
    if not ordered:
        return
    hub = current_hub().pk
    columns = [list(column) for column in zip(*ordered, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [hub, *columns, [terms[term] for term in ordered], hub])


@transaction.atomic
def count_terms(terms: Counter[Term]) -> None:
    """These are the hub's terms now."""
    SearchTerm.objects.all().delete()
    add_terms(terms)
