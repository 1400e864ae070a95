"""Rwanda's districts as outlines, for a map of our own. The file beside this says whose coordinates they are."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

METRES_OF_A_DEGREE = 111_320
FILE = Path(__file__).with_name("districts.json")


@dataclass(frozen=True)
class Outline:
    name: str
    path: str  # the d of an SVG path
    x: int  # the middle of its surface
    y: int


@dataclass(frozen=True)
class Land:
    width: int
    height: int
    credit: str
    outlines: tuple[Outline, ...]
    north: float  # degrees, of the upper edge
    west: float
    metres: float  # a unit of the drawing is so long

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where on the drawing the spot at these degrees is."""
        scale = METRES_OF_A_DEGREE / self.metres
        middle = math.radians(self.north - self.height / scale / 2)
        return (longitude - self.west) * math.cos(middle) * scale, (self.north - latitude) * scale

    def outline_of(self, district: str) -> Outline | None:
        return next((one for one in self.outlines if one.name == district), None)


@lru_cache(maxsize=1)
def land() -> Land:
    said = json.loads(FILE.read_text())
    outlines = tuple(Outline(name, one["path"], *one["middle"]) for name, one in said["districts"].items())
    north, west = said["north_west"]
    return Land(*said["size"], credit=said["credit"], outlines=outlines, north=north, west=west, metres=said["metres"])
