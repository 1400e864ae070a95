"""Text as a machine reads it: one form for each sign, and the place where each sign stood."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_CHINESE = {
    sign: str(digit)
    for digit, signs in enumerate(("零〇○", "一壹幺", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"))
    for sign in signs
}
_SIGNS = {"。": ".", "．": ".", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "、": ",", "：": ":"}


@dataclass(frozen=True)
class Folded:
    """`text` is small letters and plain digits; `at[i]` is where sign i of it stands in what was written."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of what was written that stands for `text[start:end]`, which is not empty."""
        return self.at[start], self.at[end - 1] + 1


def _one(sign: str) -> str:
    if sign in _CHINESE:
        return _CHINESE[sign]
    if sign in _SIGNS:
        return _SIGNS[sign]
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)


def fold(written: str) -> Folded:
    """Wide, circled, Chinese and other digits become 0 to 9, letters small; signs that nobody sees (zero width, keycaps) are left out."""
    signs: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(written):
        if unicodedata.category(sign) in ("Cf", "Me") or "\ufe00" <= sign <= "\ufe0f":
            continue
        for part in unicodedata.normalize("NFKC", _one(sign)).casefold():
            signs.append(_one(part))
            at.append(place)
    return Folded("".join(signs), tuple(at))
