"""A measure's days as a small SVG: two lines over the same days, each drawn against its own mean before the campaign, so that goods that
sell ten a day and a shop that sells a thousand can be compared. The numbers stand in a table beside it; nothing is told by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalog.campaigns.interest.comparing import NOTHING, Compared, Spans
from catalog.campaigns.interest.sources import Two

WIDTH, HEIGHT, LEFT, FOOT = 640, 220, 44, 24
HIGHEST = 400  # of the axis, at least: twice and three times as much as before have their line


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the drawing, at so many per cent of the mean before."""

    percent: int
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    mine: str  # points of a polyline
    rest: str
    marks: list[Mark]
    band: tuple[int, int]  # the campaign's days: x and width
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(days: Mapping[date, Two], over: Spans, compared: Compared) -> Chart | None:
    """None where nothing was counted before: there is nothing to draw against."""
    if not compared.before[0] or not compared.before[1]:
        return None
    dates = [*over.before.days, *over.during.days, *over.after.days]
    lines = [[Decimal(days.get(day, NOTHING)[side]) / compared.before[side] * 100 for day in dates] for side in (0, 1)]
    top = max(HIGHEST, *(int(value) + 1 for line in lines for value in line))
    top = -(-top // 100) * 100

    def x(place: int) -> int:
        return LEFT + round(place * (WIDTH - LEFT - 8) / max(len(dates) - 1, 1))

    def y(percent: Decimal | int) -> int:
        return round(8 + (HEIGHT - FOOT - 8) * (1 - Decimal(percent) / top))

    def points(line: list[Decimal]) -> str:
        return " ".join(f"{x(place)},{y(value)}" for place, value in enumerate(line))

    start, end = len(over.before.days), len(over.before.days) + len(over.during.days) - 1
    step = 100 if top <= 500 else -(-top // 500) * 100
    return Chart(
        mine=points(lines[0]),
        rest=points(lines[1]),
        marks=[Mark(percent, y(percent)) for percent in range(0, top + 1, step)],
        band=(x(start), max(x(end) - x(start), 2)),
        first=dates[0],
        last=dates[-1],
    )
