"""Delivery points out of a CSV or XLSX sheet: code, name, city, line, phone. Each fault names its row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from orders.trade.exceptions import SheetRefused

COLUMNS = {"code": 20, "name": 120, "city": 80, "line": 200, "phone": 40}  # the longest each may be
NEEDED = ("code", "name", "city")
MOST = 5000


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


def read_points(content: bytes) -> Sheet:
    """The rows of the sheet and what is wrong with the others, in the reader's language. Raises SheetRefused for what is no such sheet."""
    table = list(_cells(content))
    heads = [cell.strip().lower() for cell in table[0]] if table else []
    for column in NEEDED:
        if column not in heads:
            raise SheetRefused("columns", name=column)
    if len(table) > MOST + 1:
        raise SheetRefused("too_many")
    sheet, seen = Sheet(), {}
    for number, cells in enumerate(table[1:], start=2):
        values = {name: cell.strip() for name, cell in zip(heads, cells, strict=False) if name in COLUMNS}
        if not any(values.values()):
            continue
        faults = list(_faults(values, number, seen))
        if faults:
            sheet.faults += faults
        else:
            sheet.rows.append(Row(number, **values))
        seen.setdefault(values.get("code", ""), number)
    return sheet


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
