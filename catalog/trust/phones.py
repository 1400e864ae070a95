"""Telephone numbers among the many other numbers of a trade: prices, weights, tariff codes, lots, waybills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RUN = re.compile(r"\+?\d+(?:[\s\-.,·•_*/()|~]{1,3}\d+)*")
_PART = re.compile(r"\d+")

_CHINA = re.compile(r"(?:86)?1[3-9]\d{9}")
_RWANDA = re.compile(r"(?:250|0)7[2389]\d{7}")
_NEIGHBOURS = re.compile(r"25[4-7]7\d{8}")
_ABROAD = re.compile(r"00[1-9]\d{9,12}")
_AREA = re.compile(r"010|02\d|0[3-9]\d{2}")

# What stands before a number that is dialled, and before one that only looks like it.
_CALLED = re.compile(
    r"(?:\b(?:tel|tél|telephone|téléphone|telefone|telefoni|terefone|phone|mobile|cell|call|ring|sms|fax|whats\s?app|appelez|appeler|hamagara|portable)"
    r"|电话|手机|座机|致电|拨打|打给|联系|電話|手機|聯繫)"
    r"[\s:.#'’]*(?:me|us|no|number|nr|numéro|nimero|is|at|on|au|le|kuri|号码|号|方式|我|是|为)?[\s:.#]*(?:at|on|is)?[\s:]*\+?$"
)
_COUNTED = re.compile(
    r"(?:\b(?:hs|code|gtin|ean|upc|barcode|lot|batch|order|invoice|tracking|waybill|awb|serial|sku|container|certificate|permit|licen[cs]e|ref|tin)"
    r"|编码|税号|海关编码|条码|条形码|批号|批次|订单|单号|运单|发票|证书|许可证|税则|代码)"
    r"[\s:.#-]*(?:no|number|nr|code|号码|号|是|为)?[\s:.#-]*$"
)
_MONEY_BEFORE = re.compile(r"(?:\b(?:rwf|frw|usd|cny|rmb|eur|price|fob|cif)|[¥$€£]|价格?|人民币)\s*$")
_MEASURE_AFTER = re.compile(
    r"\s*(?:(?:rwf|frw|fr|usd|cny|rmb|eur|francs?|yuan|dollars?|kgs?|g|mg|tons?|tonnes?|t|lbs?|oz|ml|l|cm|mm|m|km|masl|pcs|pieces?|bags?|boxes|units?|people|farmers|%)"
    r"(?![a-z])|%|[¥$€£]|元|块|法郎|公斤|千克|克|吨|毫升|升|米|厘米|毫米|袋|件|个|包|箱|盒|人|户)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DATE = re.compile(r"(?:19|20)\d{2}[01]\d[0-3]\d")


@dataclass(frozen=True)
class _Part:
    digits: str
    start: int
    end: int
    before: str


def _parts(run: re.Match[str]) -> list[_Part]:
    parts, last = [], run.start()
    for found in _PART.finditer(run.string, run.start(), run.end()):
        parts.append(_Part(found[0], found.start(), found.end(), run.string[last : found.start()]))
        last = found.end()
    return parts


def _is_list(parts: list[_Part]) -> bool:
    """Whether these look like several numbers beside each other rather than one in pieces."""
    between = {sign for part in parts[1:] for sign in part.before}
    if len(parts) == 1 or all(len(part.digits) == 1 for part in parts):
        return False
    lengths = [len(part.digits) for part in parts]
    if "." in between and (between != {"."} or lengths[:3] == [4, 2, 2]):  # decimals, or a tariff code
        return True
    if any(len(part.digits) > 1 and part.digits.startswith("0") for part in parts[1:]):  # no quantity is written so
        return False
    if between & set(",/"):
        return True
    values = [int(part.digits) for part in parts]
    return len(parts) > 4 and all(small < large for small, large in zip(values[:4], values[1:5], strict=True))


@dataclass(frozen=True)
class _Before:
    """What the words before a number make of it."""

    is_called: bool
    is_counted: bool
    is_money: bool


def _before(text: str, start: int) -> _Before:
    words = text[max(0, start - 40) : start]
    return _Before(*(pattern.search(words) is not None for pattern in (_CALLED, _COUNTED, _MONEY_BEFORE)))


def _is_telephone(text: str, parts: list[_Part], digits: str, before: _Before, plus: bool) -> bool:
    if _CHINA.fullmatch(digits) and (before.is_called or not _is_list(parts)):
        waybill = before.is_counted and [len(part.digits) for part in parts] == [3, 8]
        return not waybill and not _is_amount(text, parts, before)
    if plus and 9 <= len(digits) <= 15 and digits[0] != "0":
        return not _is_measured(text, parts, before)
    if before.is_called and len(digits) <= 15 and not _DATE.fullmatch(digits):
        return not _is_measured(text, parts, before)
    if before.is_counted:
        return False
    is_mobile = any(shape.fullmatch(digits) for shape in (_RWANDA, _NEIGHBOURS, _ABROAD)) and not _is_list(parts)
    return (is_mobile or _is_fixed(parts, digits)) and not _is_measured(text, parts, before)


def _is_fixed(parts: list[_Part], digits: str) -> bool:
    """0571 8765 4321: an area, and seven or eight digits in one or two pieces."""
    if not 2 <= len(parts) <= 3 or not _AREA.fullmatch(parts[0].digits) or not 7 <= len(digits) - len(parts[0].digits) <= 8:
        return False
    return all(len(part.digits) > 2 and not set(part.before) & set(".,/*") for part in parts[1:])


def _is_amount(text: str, parts: list[_Part], before: _Before) -> bool:
    """13,800,138,000, or the same with blanks where a measure or a currency stands beside it."""
    if _THOUSANDS.fullmatch(text[parts[0].start : parts[-1].end]):
        return True
    is_grouped = len(parts) > 2 and len(parts[0].digits) < 4 and all(len(part.digits) == 3 for part in parts[1:])
    return is_grouped and _is_measured(text, parts, before)


def _is_measured(text: str, parts: list[_Part], before: _Before) -> bool:
    is_thousands = _THOUSANDS.fullmatch(text[parts[0].start : parts[-1].end]) is not None
    return before.is_money or is_thousands or _MEASURE_AFTER.match(text, parts[-1].end) is not None


def _is_code(text: str, run: re.Match[str]) -> bool:
    """Whether the number hangs on letters as in MSKU1234565. Eleven digits are a mobile number behind letters too."""
    if not run.start() or run[0][0] == "+" or not "a" <= text[run.start() - 1] <= "z":
        return False
    called = _CALLED.search(text[max(0, run.start() - 40) : run.start()])
    return not called and len(_PART.match(text, run.start())[0]) != 11


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand in folded text: from the first sign to after the last."""
    for run in _RUN.finditer(text):
        if _is_code(text, run):
            continue
        parts = _parts(run)
        first = 0
        while first < len(parts):
            digits, step = "", 1
            before = _before(text, parts[first].start)
            plus = text[parts[first].start - 1 : parts[first].start] == "+"
            for last in range(first, len(parts)):
                digits += parts[last].digits
                if len(digits) > 16:
                    break
                if len(digits) >= 6 and _is_telephone(text, parts[first : last + 1], digits, before, plus):
                    yield parts[first].start - plus, parts[last].end
                    step = last + 1 - first
                    break
            first += step
