"""Which letters the type of our papers has: a table of code points beside the fonts, so that a web process that only asks need not load
ten megabytes of Chinese type. `manage.py make_letters` makes it; a test holds it against the fonts."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "letters.txt"
# Signs without ink (Default_Ignorable_Code_Point of Unicode 16): a page simply does not show them.
NO_INK = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip


def unprintable(text: str) -> str:
    """The characters of `text` that our fonts cannot print, in order of appearance; empty when all is well.

    A letter and its marks count together, as they are set: e with a combining acute is é, and a letter that no font has whole is
    printed where its parts are there."""
    composed = set(unicodedata.normalize("NFC", text))
    return "".join(
        character
        for character in dict.fromkeys(text)
        if not _is_printed(character) and not (unicodedata.combining(character) and character not in composed)
    )


def written(codes: Iterable[int]) -> str:
    """Code points as the table keeps them: ranges in hexadecimal, eight a line."""
    ranges = [f"{first:x}-{last:x}" if last > first else f"{first:x}" for first, last in _ranges(sorted(codes))]
    return "".join(" ".join(ranges[start : start + 8]) + "\n" for start in range(0, len(ranges), 8))


def _is_printed(character: str) -> bool:
    code = ord(character)
    if character.isspace() or is_known(code) or any(first <= code <= last for first, last in NO_INK):
        return True
    parts = unicodedata.normalize("NFD", character)
    return parts != character and all(is_known(ord(part)) for part in parts)


def is_known(code: int) -> bool:
    """Whether a font of ours has a glyph for this code point."""
    starts, ends = _table()
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@cache
def _table() -> tuple[array, array]:
    """First and last code points of each range: some forty kilobytes."""
    starts, ends = array("I"), array("I")
    for entry in TABLE.read_text().split():
        first, _dash, last = entry.partition("-")
        starts.append(int(first, 16))
        ends.append(int(last or first, 16))
    return starts, ends


def _ranges(codes: list[int]) -> Iterator[tuple[int, int]]:
    first = last = codes[0]
    for code in codes[1:]:
        if code != last + 1:
            yield first, last
            first = code
        last = code
    yield first, last
