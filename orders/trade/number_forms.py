"""How many pieces each delivery point gets: typed beside each point, filled in at once for some, or read from a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.trade.contract_forms import LARGEST_SHEET, CodesField
from orders.trade.exceptions import SheetRefused
from orders.trade.models import DeliveryPoint
from orders.trade.points_sheet import MOST_PIECES, read_numbers, whole_number
from orders.trade.words import spoken

MOST_FIELDS = 800  # beyond that the numbers stand in one box, a line each: Django takes a thousand fields of a form


class FillForm(forms.Form):
    """The same number for some points at once."""

    each = forms.IntegerField(label=gettext_lazy("Pieces for each point"), min_value=0, max_value=MOST_PIECES)

    def __init__(self, *args: object, codes: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"] = CodesField(codes=codes, label=gettext_lazy("Which points"))


@dataclass
class Line:
    """A point with what was typed for it."""

    point: DeliveryPoint
    typed: str = ""
    is_wrong: bool = False

    @property
    def name(self) -> str:
        return f"p-{self.point.pk}"


@dataclass
class Numbers:
    """What stands on the page, right or wrong; nothing typed is lost."""

    lines: list[Line]
    faults: list[str] = field(default_factory=list)

    @property
    def in_one_box(self) -> bool:
        return len(self.lines) > MOST_FIELDS

    @property
    def box(self) -> str:
        """The numbers as the lines of a sheet."""
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerows((line.point.code, line.typed) for line in self.lines)
        return text.getvalue()

    @property
    def pieces(self) -> dict[int, int]:
        """Point → pieces, of the lines that can be read."""
        read = {line.point.pk: whole_number(line.typed) for line in self.lines}
        return {pk: number for pk, number in read.items() if number}

    @property
    def total(self) -> int:
        return sum(self.pieces.values())

    @property
    def is_sound(self) -> bool:
        return not self.faults and not any(line.is_wrong for line in self.lines)


def read_typed(points: Iterable[DeliveryPoint], data: Mapping[str, str]) -> Numbers:
    """The numbers of a sent page."""
    numbers = Numbers([Line(point) for point in points])
    if "box" in data:
        return read_text(numbers, f"code,pieces\n{data['box']}".encode())
    for line in numbers.lines:
        line.typed = data.get(line.name, "").strip()[:20]
        line.is_wrong = whole_number(line.typed) is None
        if line.is_wrong:
            numbers.faults.append(_("%(code)s: “%(text)s” is no whole number of pieces.") % {"code": line.point.code, "text": line.typed})
    return numbers


def read_sheet(numbers: Numbers, upload: UploadedFile | None) -> Numbers:
    """The numbers of a sheet in the place of those that were typed; with a fault those stay."""
    if upload is None:
        return Numbers(numbers.lines, [_("Choose a sheet first.")])
    if upload.size > LARGEST_SHEET:
        return Numbers(numbers.lines, [_("The sheet may have at most 2 MB.")])
    return read_text(numbers, upload.read())


def read_text(numbers: Numbers, content: bytes) -> Numbers:
    try:
        found = read_numbers(content, [line.point.code for line in numbers.lines])
    except SheetRefused as refusal:
        return Numbers(numbers.lines, [spoken(refusal)])
    if found.faults:
        return Numbers(numbers.lines, found.faults)
    return Numbers([Line(line.point, str(found.pieces.get(line.point.code) or "")) for line in numbers.lines])


def filled(numbers: Numbers, form: FillForm) -> Numbers:
    """The same number for the points that were named."""
    chosen, each = set(form.cleaned_data["codes"]), form.cleaned_data["each"]
    lines = [Line(line.point, str(each or "")) if line.point.code in chosen else line for line in numbers.lines]
    return Numbers(lines)
