"""Our own map of Rwanda: outlines of the districts, lakes, and a mark for each place. All of it drawn from coordinates; no map server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from pathlib import Path
from typing import Protocol

from catalog.passports.land import Land, land

LAKES = Path(__file__).with_name("lakes.json")
APART = 19  # units between two marks of places that only their district is known of


class Located(Protocol):
    name: str
    url: str
    kind: str
    latitude: float | None
    longitude: float | None
    district: str  # as the outlines name it; "" where it is not known


@dataclass(frozen=True, slots=True)
class Mark:
    number: int
    x: float
    y: float
    name: str
    url: str
    kind: str
    is_district: bool  # the middle of the district stands for it


@dataclass(frozen=True, slots=True)
class Chart:
    land: Land
    lakes: tuple[str, ...]
    marks: tuple[Mark, ...]
    credit: str

    @property
    def has_districts(self) -> bool:
        """Whether a mark stands for no more than its district."""
        return any(mark.is_district for mark in self.marks)


@lru_cache(maxsize=1)
def _lakes() -> tuple[tuple[str, ...], str]:
    said = json.loads(LAKES.read_text())
    return tuple(said["lakes"]), said["credit"]


def chart_of(places: Iterable[Located]) -> Chart:
    """The map with these places, numbered in their order; those of which neither spot nor district is known are in the list alone."""
    ground = land()
    lakes, credit = _lakes()
    marks: list[Mark] = []
    for number, place in enumerate(places, start=1):
        outline = ground.outline_of(place.district)
        if place.latitude is not None and place.longitude is not None:
            x, y = ground.at(place.latitude, place.longitude)
        elif outline:
            x, y = _free(outline.x, outline.y, marks)
        else:
            continue
        marks.append(Mark(number, round(x, 1), round(y, 1), place.name, place.url, place.kind, place.latitude is None))
    return Chart(ground, lakes, tuple(marks), f"{ground.credit}; {credit}")


def _free(x: float, y: float, marks: Sequence[Mark]) -> tuple[float, float]:
    """Beside the middle of a district where another mark stands on it already."""
    for step in range(12):
        place = x + (step % 3 - 1 if step else 0) * APART, y + (step // 3) * APART
        if all(hypot(place[0] - mark.x, place[1] - mark.y) >= APART - 1 for mark in marks):
            return place
    return x, y


def kilometres(one: Located, other: Located) -> int | None:
    """As the crow flies between two places whose spots are known; None where one is not."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    ground = land()
    (x, y), (u, v) = ground.at(one.latitude, one.longitude), ground.at(other.latitude, other.longitude)
    return round(hypot(x - u, y - v) * ground.metres / 1000)
