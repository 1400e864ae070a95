"""Amounts as people of each language type them: 12.50 and 12,50, 1,250 and 1 250 and 1.250, ￥１２．５０ from a Chinese keyboard.

Which sign parts thousands and which the cents differs by language (Unicode CLDR 46, numbers.xml: en and zh 1,234.5, fr 1 234,5,
rw 1.234,5). What only one reading fits is read whatever the language; what two fit is read as the language writes it, and where that
gives no money (three digits after its own decimal sign) nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

THOUSANDS = {"en": ",", "zh-hans": ",", "fr": "", "rw": "."}  # beside spaces and apostrophes, which are never anything else
_SIGNS = str.maketrans({"、": ",", "。": ".", "٫": ".", "’": "'", "·": "."})
_MONEY = re.compile(r"^(?:[A-Z]{3}|[A-Z]{0,3}[$¥€£元]|FRW|RF)?(.*?)(?:[A-Z]{3}|FRW|RF|[$¥€£元圆])?$")


class Doubtful(ValueError):
    """The text is one amount to one reader and another to the next; `readings` says both so that no one can mistake them."""

    def __init__(self, readings: tuple[str, str]) -> None:
        super().__init__(*readings)
        self.readings = readings


def typed_amount(text: str, language: str) -> Decimal | None:
    """The amount, not below zero, with at most two digits after the point; None for what is no amount. Raises Doubtful."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).upper().strip()
    found = _MONEY.match(plain)
    digits = found[1].strip() if found else plain
    if not re.fullmatch(r"[0-9][0-9 '.,]*", digits) or digits[-1] in " '":
        return None
    if re.search(r"[ ']", digits):
        digits = _without_spaces(digits)
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return Decimal(digits) if digits else None
    if len(set(marks)) == 2:
        return _of_both(digits, marks)
    if len(marks) > 1:
        return _grouped(digits, marks[0])
    head, tail = re.split(r"[.,]", digits)
    if 1 <= len(tail) <= 2:
        return Decimal(f"{head}.{tail}")
    if len(tail) != 3 or not 1 <= len(head) <= 3 or head.startswith("0"):
        return None
    if THOUSANDS.get(language, ",") == marks[0]:
        return Decimal(head + tail)
    raise Doubtful((head + tail, f"{head}.{tail[:2]}"))


def _without_spaces(digits: str) -> str:
    """1 250,50 as 1250,50; empty where the spaces part no thousands."""
    whole, mark, cents = re.match(r"([0-9 ']*)([.,]?)(.*)", digits).groups()
    is_grouped = re.fullmatch(r"[0-9]{1,3}(?:([ '])[0-9]{3})(?:\1[0-9]{3})*", whole)
    return whole.replace(" ", "").replace("'", "") + mark + cents if is_grouped and not re.search(r"[ ']", cents) else ""


def _of_both(digits: str, marks: list[str]) -> Decimal | None:
    """1,250.50 and 1.250,50: the last sign stands before the cents."""
    whole, cents = re.split(r"[.,](?=[^.,]*$)", digits)
    grouped = _grouped(whole, marks[0])
    if marks[-1] in whole or grouped is None or not 1 <= len(cents) <= 2:
        return None
    return Decimal(f"{grouped}.{cents}")


def _grouped(digits: str, mark: str) -> Decimal | None:
    """1,250,000."""
    head, *groups = digits.split(mark)
    is_amount = 1 <= len(head) <= 3 and head.isdigit() and all(len(group) == 3 and group.isdigit() for group in groups)
    return Decimal(head + "".join(groups)) if is_amount else None
