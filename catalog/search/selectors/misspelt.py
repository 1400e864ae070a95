"""What somebody may have meant by a word that stands nowhere: the nearest word there is, or two words typed as one."""

from __future__ import annotations

from django.db import connection

from catalog.search.models import TermKind
from catalog.search.selectors.synonyms import Thesaurus
from catalog.search.words import HAN
from marketplace.hubs.context import current_hub

SHORTEST = 3  # letters; shorter words look like too many
MOST_NEAR = 12
MOST_WORDS = 6  # looked up in one search

_NEAR = f"""
    SELECT t.word, near.key, near.weight, near.is_same
    FROM unnest(%s::text[]) AS t(word)
    CROSS JOIN LATERAL (
        (SELECT key, weight, true AS is_same FROM search_searchterm
        WHERE hub_id = %s AND kind = '{TermKind.WORD}' AND language = '' AND key = t.word AND text = '')
        UNION ALL
        (SELECT key, weight, false FROM search_searchterm
        WHERE NOT t.word = ANY(%s::text[]) AND hub_id = %s AND kind = '{TermKind.WORD}' AND key %% t.word
        ORDER BY similarity(key, t.word) DESC, weight DESC LIMIT {MOST_NEAR})
    ) near
"""


def corrections(typed: tuple[str, ...], thesaurus: Thesaurus) -> dict[str, str]:
    """Typed word -> what to look for instead, for the words that stand in no document. One query."""
    words = [word for word in dict.fromkeys(typed) if len(word) >= SHORTEST and word.isalpha() and not HAN.search(word)][:MOST_WORDS]
    if not words:
        return {}
    halves = [part for word in words for place in range(2, len(word) - 1) for part in (word[:place], word[place:])]
    hub = current_hub().pk
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [[*words, *halves], hub, halves, hub])
        rows = cursor.fetchall()
    known = {word: weight for word, _key, weight, is_same in rows if is_same}
    near: dict[str, list[tuple[str, int]]] = {}
    for word, key, weight, is_same in rows:
        if not is_same:
            near.setdefault(word, []).append((key, weight))
    found: dict[str, str] = {}
    for word in words:
        if word in known or thesaurus.knows(word):
            continue
        if best := _nearest(word, near.get(word, [])):
            found[word] = best
        elif split := _two_words(word, known, thesaurus):
            found[word] = split
    return found


def _nearest(word: str, candidates: list[tuple[str, int]]) -> str:
    """The candidate with the fewest slips, if they are few for the word's length; among equals the one that most goods have."""
    most = 1 if len(word) < 5 else 2 if len(word) < 9 else 3
    slips = [(distance(word, key), -weight, key) for key, weight in candidates if abs(len(key) - len(word)) <= most]
    best = min(slips, default=(most + 1, 0, ""))
    return best[2] if best[0] <= most else ""


def _two_words(word: str, known: dict[str, int], thesaurus: Thesaurus) -> str:
    def weight(part: str) -> int:
        return known.get(part, 0) or (1 if thesaurus.knows(part) else 0)

    ways = [(min(weight(word[:place]), weight(word[place:])), place) for place in range(2, len(word) - 1)]
    best = max(ways, default=(0, 0))
    return f"{word[: best[1]]} {word[best[1] :]}" if best[0] else ""


def distance(one: str, other: str) -> int:
    """Slips between two words: a letter too many, missing, wrong, or two swapped."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, mark in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != mark))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == mark:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        before_last, last = last, current
    return last[-1]
