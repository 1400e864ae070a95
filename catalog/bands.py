"""The spans in which lists count quantities and days: a reader ticks "2–10", an address says so, and every number falls into one span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Band:
    """From `least` to `most`, both within; `most` is None where there is no end."""

    least: int
    most: int | None

    @property
    def value(self) -> str:
        """As it stands in addresses: 1, 2-10, 101-."""
        if self.most == self.least:
            return f"{self.least}"
        return f"{self.least}-{self.most or ''}"

    @property
    def span(self) -> str:
        """As people read it: 1, 2–10, more than 100."""
        if self.most is None:
            return gettext("more than %(number)s") % {"number": self.least - 1}
        return f"{self.least}" if self.most == self.least else f"{self.least}–{self.most}"

    def holds(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)


ORDER_BANDS = (Band(1, 1), Band(2, 10), Band(11, 50), Band(51, 100), Band(101, None))  # pieces, of the least order
READY_BANDS = (Band(1, 2), Band(3, 5), Band(6, 10), Band(11, 20), Band(21, None))  # working days


def counted(bands: Sequence[Band], found: Mapping[int, int]) -> dict[str, int]:
    """How many of the numbers found lie in each band; bands in which nothing lies at all are left out."""
    sums: dict[str, int] = {}
    for number, many in found.items():
        for band in bands:
            if band.holds(number):
                sums[band.value] = sums.get(band.value, 0) + many
    return sums


def within(column: str, bands: Sequence[Band], values: Sequence[str]) -> tuple[str, list[Any]]:
    """(SQL: the column lies in one of the bands of these values, its parameters); false where no value is a band. The parameter is
    an array of text: a prepared statement takes no other."""
    chosen = [band for band in bands if band.value in values]
    return f"{column} <@ ANY(%s::text[]::int4range[])", [[f"[{band.least},{band.most or ''}{']' if band.most else ')'}" for band in chosen]]
