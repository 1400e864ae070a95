"""The words staff call equal, as every search needs them: some dozens of rows, kept in the process for a minute at most."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from catalog.search.models import Synonym
from catalog.search.words import HAN, PIECES, cut, fold
from marketplace.hubs.context import current_hub

KEPT_FOR = 60.0  # seconds
MOST_ITEMS = 4  # of a phrase: fair trade, cup of excellence

Items = tuple[str, ...]


@dataclass(slots=True)
class Thesaurus:
    """What is typed -> every phrase that means the same, each as its items."""

    phrases: dict[Items, dict[Items, None]] = field(default_factory=dict)

    def equal_to(self, items: Items) -> list[Items]:
        found = self.phrases.get(items) or self.phrases.get(tuple(_singular(item) for item in items), {})
        return [phrase for phrase in found if phrase != items]

    def knows(self, word: str) -> bool:
        return (word,) in self.phrases


def _singular(word: str) -> str:
    """paniers -> panier, huiles -> huile; short words stay."""
    return word.removesuffix("s") if len(word) > 4 else word


_kept: dict[tuple[int, str], tuple[float, Thesaurus]] = {}


def thesaurus(language: str) -> Thesaurus:
    """The equal words for readers of this language in the current hub; one query a minute and process."""
    key = (current_hub().pk, language)
    until, known = _kept.get(key, (0.0, None))
    if known is None or until < time.monotonic():
        known = _read(language)
        _kept[key] = (time.monotonic() + KEPT_FOR, known)
    return known


def forget_synonyms() -> None:
    """After a change: the next search reads them anew (other processes follow within a minute)."""
    _kept.clear()


def items_of(folded: str) -> list[str]:
    """A folded text as single words: Latin ones, and Chinese ones as rjieba cuts them."""
    found: list[str] = []
    for piece in PIECES.findall(folded):
        found += cut(piece) if HAN.match(piece) else [piece]
    return found


def _read(language: str) -> Thesaurus:
    known = Thesaurus()
    for words, spoken in Synonym.objects.filter(is_active=True, language__in=["", language]).values_list("words", "spoken"):
        group = dict.fromkeys(tuple(items_of(fold(word))) for word in words.split(","))
        group.pop((), None)
        for phrase in [*group, *((word.strip(),) for word in spoken.split(",") if word.strip())]:
            if len(phrase) <= MOST_ITEMS:
                known.phrases.setdefault(phrase, {}).update(group)
    return known
