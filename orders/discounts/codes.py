"""Codes that people read to each other and type on a phone."""

from __future__ import annotations

import secrets
import unicodedata

# Without what is taken for something else: 0 and O, 1 and I and L, U and V.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 8  # 30 ** 8: six hundred thousand million
LEAST, MOST = 4, 20
ALIKE = str.maketrans("OIL", "011")


def new_code() -> str:
    """A code nobody guesses, in characters nobody mistakes."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def shown_code(typed: str) -> str:
    """As it is printed: capitals and digits alone, however it was typed (small, wide, with blanks or hyphens)."""
    plain = unicodedata.normalize("NFKC", typed[:100]).upper()
    return "".join(character for character in plain if character.isascii() and character.isalnum())


def key_of(typed: str) -> str:
    """By what a code is known: O is 0, and I and L are 1. Empty where nothing of what was typed can stand in a code."""
    return shown_code(typed).translate(ALIKE)[: MOST + 1]
