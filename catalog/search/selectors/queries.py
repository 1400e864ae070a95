"""From what a reader typed to what PostgreSQL looks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.search.reference.stop_words import EMPTY
from catalog.search.selectors.synonyms import MOST_ITEMS, Thesaurus, items_of
from catalog.search.words import HAN, cut_finely, fold, is_syllable, pairs

MOST_WORDS = 12  # of a search; what comes after is not looked for
MOST_SYLLABLES = 6

_SAID = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<quoted>[^"]+)"|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Query:
    """A tsquery as SQL with its parameters. `typed` are the single words, folded."""

    sql: str
    parameters: tuple[str, ...]
    typed: tuple[str, ...] = ()
    is_exact: bool = False  # said in quotes, or with -without: then nothing else will do


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str  # in the language of to_tsquery
    is_denied: bool = False

    @property
    def sql(self) -> str:
        found = "(to_tsquery('english', %s) || to_tsquery('french', %s) || to_tsquery('simple', %s))"
        return f"!!{found}" if self.is_denied else found

    @property
    def parameters(self) -> tuple[str, str, str]:
        return (self.text, self.text, self.text)


def query_for(text: str, thesaurus: Thesaurus, *, any_word: bool = False, instead: dict[str, str] | None = None) -> Query | None:
    """Goods that have all the words (or any of them), each in any of its forms. None where nothing was typed that could be a word.
    `instead` are words to look for in place of those typed."""
    wanted: list[_Clause] = []
    denied: list[_Clause] = []
    loose: list[str] = []
    typed: list[str] = []
    skipped: list[str] = []
    is_exact = False
    for found in _SAID.finditer(text):
        said, no = found["quoted"] or found["plain"], bool(found["no"])
        if said.casefold() in EMPTY and not no:  # before accents go: thé is no article
            skipped += items_of(fold(said))
            continue
        items = items_of(fold(said))[:MOST_WORDS]
        is_exact |= bool((found["quoted"] or no) and items)
        if not items:
            continue
        if no:
            denied.append(_Clause(_all([_said(item) for item in items]), is_denied=True))
        elif found["quoted"] and len(items) > 1:
            typed += items
            wanted.append(_Clause(" <-> ".join(_quoted(item) for item in items)))
        else:
            loose += items
    if instead:
        loose = [word for item in loose for word in instead.get(item, item).split()]
    loose = [item for item in loose if not HAN.match(item) or item not in EMPTY] or loose or ([] if wanted or denied else skipped)
    wanted += [_Clause(text) for text in _clauses(loose[:MOST_WORDS], thesaurus)]
    typed += loose[:MOST_WORDS]
    if not wanted:
        return None
    together = (" || " if any_word else " && ").join(clause.sql for clause in wanted)
    clauses = [*wanted, *denied]
    sql = " && ".join([f"({together})", *(clause.sql for clause in denied)])
    return Query(f"({sql})", tuple(value for clause in clauses for value in clause.parameters), tuple(typed), is_exact)


def prefix_query(text: str, thesaurus: Thesaurus) -> Query | None:
    """As query_for, for somebody who has not finished the last word."""
    items = items_of(fold(text))[:MOST_WORDS]
    if not items:
        return None
    clauses = [_Clause(text) for text in _clauses(items[:-1], thesaurus)]
    last = items[-1]
    clauses.append(_Clause(_any([*_clauses([last], thesaurus), f"{_quoted(last)}:*"])))
    return Query(
        "(" + " && ".join(clause.sql for clause in clauses) + ")", tuple(v for clause in clauses for v in clause.parameters), tuple(items)
    )


def _clauses(items: list[str], thesaurus: Thesaurus) -> list[str]:
    """One clause a word, or a phrase that has equal words."""
    found: list[str] = []
    place = 0
    while place < len(items):
        for length in range(min(MOST_ITEMS, len(items) - place), 0, -1):
            phrase = tuple(items[place : place + length])
            if equal := thesaurus.equal_to(phrase):
                own = _all([_said(item) for item in phrase])
                found.append(_any([own, *(_all([_said(item) for item in other]) for other in equal)]))
                place += length
                break
        else:
            run = _syllables(items[place:])
            if run > 1:
                found.append(
                    _any([_all([_said(item) for item in items[place : place + run]]), _quoted("".join(items[place : place + run]))])
                )
                place += run
            else:
                found.append(_said(items[place]))
                place += 1
    return found


def _syllables(items: list[str]) -> int:
    """How many of the first items could be the syllables of one pinyin word, typed apart."""
    count = 0
    for item in items[:MOST_SYLLABLES]:
        if not is_syllable(item):
            break
        count += 1
    return count


def _said(item: str) -> str:
    """A word; a longer Chinese one also as its parts, and as its pairs of characters where the dictionary cut it otherwise."""
    if not HAN.match(item) or len(item) < 2:
        return _quoted(item)
    parts = [part for part in cut_finely(item) if part != item]
    ways = [_quoted(item)]
    if parts:
        ways.append(_all([_quoted(part) for part in parts]))
    if len(item) > 2:
        ways.append(_all([_quoted(pair) for pair in pairs(item)]))
    return _any(ways)


def _quoted(lexeme: str) -> str:
    """Only letters and digits come here (words.PIECES); the quotes keep `or` and numbers words."""
    return f"'{lexeme}'"


def _all(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' & '.join(parts)})"


def _any(parts: list[str]) -> str:
    parts = list(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else f"({' | '.join(parts)})"
