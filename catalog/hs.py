"""Finding a customs code by everyday words."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q

from catalog.models import HsCode
from catalog.search.words import chinese_words

LONGEST = 12


def hs_codes_by_words(query: str, on: date | None = None) -> list[HsCode]:
    """The codes a seller may mean, best first: by digits the beginning of the code, by words the rows that have them in their titles
    or everyday words. A word that few rows have weighs more than one that many have; rows far behind the best are left out."""
    rows = list(HsCode.objects.valid_on(on))
    digits = "".join(mark for mark in query if mark.isdigit())
    if len(digits) >= 2 and not any(mark.isalpha() for mark in query):
        return [row for row in rows if row.code.startswith(digits)][:LONGEST]
    words = {*(_stem(word) for word in _TOKENS.findall(query.lower())), *chinese_words(query).split()} - _EMPTY
    texts = {row: f"{row.title_en} {row.title_zh_hans} {row.words}".lower() for row in rows}
    tokens = {row: _TOKENS.findall(_DENIED.sub(" ", text)) for row, text in texts.items()}

    def has(row: HsCode, word: str) -> bool:
        return any(token.startswith(word) for token in tokens[row]) if word.isascii() else word in texts[row]

    scores: dict[HsCode, float] = dict.fromkeys(rows, 0.0)
    for word in words:
        having = [row for row in rows if has(row, word)]
        for row in having:
            scores[row] += 1 / len(having)
    best = max(scores.values(), default=0.0)
    found = [row for row in rows if scores[row] and scores[row] >= best / 3]
    return sorted(found, key=lambda row: (-scores[row], row.code))[:LONGEST]


_TOKENS = re.compile(r"[a-z0-9\u00e0-\u00ff]+")
_DENIED = re.compile(r"\bnot [a-z]+")  # "not roasted" is no answer to "roasted"
_EMPTY = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "is", "it", "of", "on", "or", "our", "the", "to", "with"])


def _stem(word: str) -> str:
    """baskets -> basket; short words stay."""
    return word.removesuffix("s") if len(word) > 4 else word


def hs_code_of(code: str, on: date | None = None) -> HsCode | None:
    """The row of this national or six-digit code that is valid on the day."""
    rows = HsCode.objects.valid_on(on).filter(Q(code=code) | Q(hs6=code)).order_by("-is_complete", "code")
    return rows.filter(code=code).first() or rows.first()
