"""Finding a customs code by everyday words."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from catalog.models import HsCode
from catalog.services.search_words import chinese_words

LONGEST = 12


def hs_codes_by_words(query: str, on: date | None = None) -> list[HsCode]:
    """The codes a seller may mean, best first: all words in the row's title or everyday words, digits as the beginning of the code;
    where no row has all words, those with most of them."""
    rows = list(HsCode.objects.valid_on(on))
    digits = "".join(mark for mark in query if mark.isdigit())
    if len(digits) >= 2 and not any(mark.isalpha() for mark in query):
        return [row for row in rows if row.code.startswith(digits)][:LONGEST]
    words = [*(word.lower() for word in query.split() if word.isascii()), *chinese_words(query).split()]
    if not words:
        return []

    def score(row: HsCode) -> int:
        text = f"{row.title_en} {row.title_zh_hans} {row.words}".lower()
        tokens = set(text.replace(",", " ").replace("(", " ").replace(")", " ").split())
        return sum(3 if word in tokens else 1 if _stem(word) in text else 0 for word in words)

    def hits(row: HsCode) -> int:
        text = f"{row.title_en} {row.title_zh_hans} {row.words}".lower()
        return sum(_stem(word) in text for word in words)

    found = [row for row in rows if hits(row)]
    most = max((hits(row) for row in found), default=0)
    return sorted((row for row in found if hits(row) == most), key=lambda row: (-score(row), row.code))[:LONGEST]


def _stem(word: str) -> str:
    """baskets -> basket; short words stay."""
    return word.removesuffix("s") if len(word) > 4 and word.isascii() else word


def hs_code_of(code: str, on: date | None = None) -> HsCode | None:
    """The row of this national or six-digit code that is valid on the day."""
    rows = HsCode.objects.valid_on(on).filter(Q(code=code) | Q(hs6=code)).order_by("-is_complete", "code")
    return rows.filter(code=code).first() or rows.first()
