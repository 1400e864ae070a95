"""A statement as a table: CSV with a row of headings. The columns are ours; their order is not."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from orders.payments.providers.bank_transfer.statements.reading import MOST_LINES, BadStatement, RowError, StatementLine

REQUIRED = ("date", "amount", "currency")
COLUMNS = (*REQUIRED, "name", "account", "bic", "text", "reference")
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")
LENGTHS = {"name": 140, "account": 34, "bic": 11, "text": 500, "reference": 64}
MOST = Decimal(10) ** 12
_PLAIN = re.compile(r"[+-]?\d+(\.\d{1,2})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d{1,2})?")
_CONTINENTAL = re.compile(r"[+-]?(\d{1,3}([. ]\d{3})+|\d+),\d{1,2}")


def read_table(body: bytes) -> list[StatementLine]:
    """The lines of the file, in their order. Raises BadStatement with every row that cannot be read, by its number in the file."""
    rows = _rows(body)
    names = [name.strip().lower() for name in rows[0][1]] if rows else []
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        text = _("The first row must name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)}
        raise BadStatement([RowError(1, text)])
    lines, errors = [], []
    for number, row in rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        try:
            lines.append(_line(number, dict(zip(names, (cell.strip() for cell in row), strict=False))))
        except ValueError as error:
            errors.append(RowError(number, error.args[0]))
    if len(lines) > MOST_LINES:
        errors.append(RowError(0, _("More than %(most)s lines: send a shorter period.") % {"most": MOST_LINES}))
    if not lines and not errors:
        errors.append(RowError(0, _("The file has no lines.")))
    if errors:
        raise BadStatement(errors)
    return lines


def _rows(body: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise BadStatement([RowError(line, _("This row is not UTF-8. Save the table as CSV UTF-8."))]) from error
    if "\x00" in text:
        raise BadStatement([RowError(0, _("This is no table of text."))])
    head = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append((reader.line_num, row))
    except csv.Error as error:
        raise BadStatement([RowError(reader.line_num, _("This row cannot be read: a quotation mark is not closed."))]) from error
    return rows


def _line(number: int, cells: dict[str, str]) -> StatementLine:
    """Raises ValueError with a sentence for the officer."""
    for name, longest in LENGTHS.items():
        if len(cells.get(name, "")) > longest:
            raise ValueError(_("“%(column)s” is longer than %(longest)s characters.") % {"column": name, "longest": longest})
    currency = cells["currency"].upper() if "currency" in cells else ""
    if not re.fullmatch("[A-Z]{3}", currency):
        raise ValueError(_("“%(text)s” is no currency.") % {"text": cells.get("currency", "")[:20]})
    return StatementLine(
        row=number,
        booked_on=read_date(cells.get("date", "")),
        amount=read_amount(cells.get("amount", "")),
        currency=currency,
        counterparty=cells.get("name", ""),
        counterparty_account="".join(cells.get("account", "").split()).upper(),
        counterparty_bic=cells.get("bic", "").upper(),
        text=cells.get("text", ""),
        bank_reference=cells.get("reference", ""),
    )


def read_date(text: str) -> date:
    """Year first, or day first; never month first. Raises ValueError."""
    for shape in DATES:
        try:
            return datetime.strptime(text, shape).date()
        except ValueError:
            continue
    raise ValueError(_("“%(text)s” is no date. Write it as 2026-11-22.") % {"text": text[:20]})


def read_amount(text: str) -> Decimal:
    """1234.50, 1,234.50 or 1 234,50. What could be read in two ways is refused. Raises ValueError."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-").strip()
    if _PLAIN.fullmatch(text):
        amount = Decimal(text)
    elif _GROUPED.fullmatch(text):
        amount = Decimal(text.replace(",", ""))
    elif _CONTINENTAL.fullmatch(text):
        amount = Decimal(re.sub("[. ]", "", text).replace(",", "."))
    else:
        raise ValueError(_("“%(text)s” is no amount. Write it as 1234.50, with a minus for money that left.") % {"text": text[:30]})
    if not amount or abs(amount) >= MOST:
        raise ValueError(_("“%(text)s” is no amount that can be booked.") % {"text": text[:30]})
    return amount
