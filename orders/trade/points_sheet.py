"""Sheets that buyers send, CSV or XLSX: delivery points (code, name, city, line, phone), and how many pieces each gets (code, pieces).
Each fault names its row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from orders.trade.exceptions import SheetRefused

COLUMNS = {"code": 20, "name": 120, "city": 80, "line": 200, "phone": 40}  # the longest each may be
NEEDED = ("code", "name", "city")
MOST = 5000
MOST_PIECES = 1_000_000


@dataclass(frozen=True)
class Row:
    number: int  # as the sheet counts, the heading is row 1
    code: str
    name: str
    city: str
    line: str = ""
    phone: str = ""


@dataclass
class Sheet:
    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass
class Numbers:
    """Pieces by the code of a point."""

    pieces: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_points(content: bytes) -> Sheet:
    """The rows of the sheet and what is wrong with the others, in the reader's language. Raises SheetRefused for what is no such sheet."""
    sheet, seen = Sheet(), {}
    for number, values in _table(content, NEEDED, COLUMNS):
        faults = list(_faults(values, number, seen))
        if faults:
            sheet.faults += faults
        else:
            sheet.rows.append(Row(number, **values))
        seen.setdefault(values.get("code", ""), number)
    return sheet


def read_numbers(content: bytes, codes: Iterable[str]) -> Numbers:
    """How many pieces each of these points gets; an empty cell is none. Raises SheetRefused for what is no such sheet."""
    known, found, seen = set(codes), Numbers(), {}
    for number, values in _table(content, ("code", "pieces"), ("code", "pieces")):
        code, text = values.get("code", ""), values.get("pieces", "")
        said = {"row": number, "code": code}
        if code not in known:
            found.faults.append(_("Row %(row)s, column code: “%(code)s” is no open delivery point of this contract.") % said)
        elif code in seen:
            said["first"] = seen[code]
            found.faults.append(_("Row %(row)s, column code: “%(code)s” stands in row %(first)s already.") % said)
        elif (pieces := whole_number(text)) is None:
            found.faults.append(_("Row %(row)s, column pieces: “%(text)s” is no whole number of pieces.") % {"row": number, "text": text})
        else:
            found.pieces[code] = pieces
        seen.setdefault(code, number)
    return found


def whole_number(text: str) -> int | None:
    """0 for nothing; None for what is no whole number, or too many. A sheet may write 250 as 250.0."""
    text = text.strip().removesuffix(".0")
    if not text:
        return 0
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return int(text) if is_number and int(text) <= MOST_PIECES else None


def doubles(rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """(number of the row, what is wrong) of codes that are named before."""
    seen: set[str] = set()
    for row in rows:
        if row.code in seen:
            yield row.number, _("“%(code)s” is named twice.") % {"code": row.code}
        seen.add(row.code)


def _table(content: bytes, needed: Sequence[str], columns: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The number and the cells of each row that says anything."""
    table = list(_cells(content))
    heads = [cell.strip().lower() for cell in table[0]] if table else []
    for column in needed:
        if column not in heads:
            raise SheetRefused("columns", name=column)
    if len(table) > MOST + 1:
        raise SheetRefused("too_many")
    wanted = set(columns)
    for number, cells in enumerate(table[1:], start=2):
        values = {name: cell.strip() for name, cell in zip(heads, cells, strict=False) if name in wanted}
        if any(values.values()):
            yield number, values


def _faults(values: dict[str, str], number: int, seen: dict[str, int]) -> Iterator[str]:
    for column in NEEDED:
        if not values.get(column):
            yield _("Row %(row)s, column %(column)s: is empty.") % {"row": number, "column": column}
    for column, longest in COLUMNS.items():
        if len(values.get(column, "")) > longest:
            said = {"row": number, "column": column, "longest": longest}
            yield _("Row %(row)s, column %(column)s: is longer than %(longest)s characters.") % said
    code = values.get("code", "")
    if code in seen:
        said = {"row": number, "code": code, "first": seen[code]}
        yield _("Row %(row)s, column code: “%(code)s” stands in row %(first)s already.") % said


def _cells(content: bytes) -> Iterator[list[str]]:
    if content[:2] == b"PK":
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as fault:
            raise SheetRefused("unreadable") from fault
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
        return
    for encoding in ("utf-8-sig", "gb18030"):  # a Chinese Excel writes CSV in the second
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SheetRefused("unreadable")
    if "\0" in text:
        raise SheetRefused("unreadable")
    try:
        yield from csv.reader(io.StringIO(text), strict=True)
    except csv.Error as fault:
        raise SheetRefused("unreadable") from fault
