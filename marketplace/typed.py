"""What people and programs send outside of forms, made harmless. Forms check their own fields and say what is wrong."""

from __future__ import annotations

from collections.abc import Iterable

BIGGEST_KEY = 2**63 - 1
WIDE_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}


def plain(text: str, longest: int) -> str:
    """One line of at most so many characters, without the NUL that no column takes."""
    return " ".join(text.replace("\x00", "").split())[:longest]


def whole_number(text: str | None, biggest: int = BIGGEST_KEY) -> int | None:
    """A whole number from 0 to the biggest, in digits as a Latin or a Chinese keyboard writes them, else None. Python refuses to read
    thousands of digits, and so do we."""
    text = (text or "").strip().translate(WIDE_DIGITS)
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        return None
    number = int(text)
    return number if number <= biggest else None


def keys(texts: Iterable[str]) -> list[int]:
    """Those of the texts that could be a row's number."""
    return [number for text in texts if (number := whole_number(text)) is not None]
