"""Steps of shipments as a carrier's list tells them: one row a step, read whole or not at all, kept as they were told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from orders.logistics.enums import Passage, Teller
from orders.logistics.models import TravelEvent, TravelPiece
from orders.logistics.selectors import piece_of
from orders.logistics.services.travel import CLOCKS_DIFFER, note_step

if TYPE_CHECKING:
    from marketplace.accounts.models import User

COLUMNS = ("number", "passage", "happened_at", "place")
MOST_ROWS, LONGEST = 2000, 1_000_000  # characters


class SheetRefused(Exception):
    """Nothing of the sheet was kept; the argument is one sentence for each mistake."""


@dataclass(frozen=True)
class Row:
    line: int
    piece: TravelPiece
    passage: str
    happened_at: datetime
    place: str
    raw: dict[str, str]


@transaction.atomic
def note_sheet(*, text: str, by: User) -> int:
    """Keep every row as the carrier's word; a row that was kept before is left out. Returns how many are new. Raises SheetRefused with a
    sentence for each row that cannot be read: then nothing is kept."""
    rows = _read(text)
    new = 0
    for row in rows:
        same = {"piece": row.piece, "passage": row.passage, "happened_at": row.happened_at, "teller": Teller.CARRIER}
        if TravelEvent.objects.filter(shipment=row.piece.shipment, **same).exists():
            continue
        note_step(shipment=row.piece.shipment, place=row.place, raw=row.raw, by=by, **same)
        new += 1
    return new


def _read(text: str) -> list[Row]:
    if len(text) > LONGEST:
        raise SheetRefused([_("This sheet is too long.")])
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        missing = [name for name in COLUMNS[:3] if name not in (reader.fieldnames or ())]
        if missing:
            raise SheetRefused([_("The first row must name the columns %(columns)s.") % {"columns": ", ".join(COLUMNS)}])
        told = [(reader.line_num, record) for record in reader]
    except csv.Error:
        raise SheetRefused([_("Row %(row)s is no CSV.") % {"row": reader.line_num}]) from None
    if not 0 < len(told) <= MOST_ROWS:
        raise SheetRefused([_("A sheet has between one and %(most)s rows.") % {"most": MOST_ROWS}])
    mistakes: list[str] = []
    rows = [row for line, record in told if (row := _row(line, record, mistakes)) is not None]
    if mistakes:
        raise SheetRefused(mistakes)
    return rows


def _row(line: int, record: dict[str | None, str], mistakes: list[str]) -> Row | None:
    cells = {name: (record.get(name) or "").strip() for name in COLUMNS}
    wrong = list(_mistakes(cells))
    piece = piece_of(cells["number"]) if cells["number"] else None
    if piece is None:
        wrong.insert(0, _("no shipment travels under the number “%(number)s”") % {"number": cells["number"]})
    mistakes += [_("Row %(row)s: %(mistake)s.") % {"row": line, "mistake": mistake} for mistake in wrong]
    if wrong:
        return None
    raw = {str(name): str(value) for name, value in record.items()}
    return Row(line, piece, cells["passage"], _moment(cells["happened_at"]), cells["place"][:80], raw)


def _mistakes(cells: dict[str, str]) -> Iterable[str]:
    if cells["passage"] not in Passage.values:
        yield _("“%(passage)s” is none of %(known)s") % {"passage": cells["passage"], "known": ", ".join(Passage.values)}
    moment = _moment(cells["happened_at"])
    if moment is None:
        yield _("“%(moment)s” is no moment with its zone, such as 2026-11-22T14:30+02:00") % {"moment": cells["happened_at"]}
    elif moment > timezone.now() + CLOCKS_DIFFER:
        yield _("the moment %(moment)s is still to come") % {"moment": cells["happened_at"]}


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
