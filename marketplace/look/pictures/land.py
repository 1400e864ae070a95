"""Sky, ridges, mist and trees: what landscapes are made of."""

from __future__ import annotations

import math
import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.shapes import ellipse, num, path


def sky(c: Canvas, *stops: tuple[float, str]) -> None:
    c.add(path("M0 0H900V600H0z", c.lin(*((o, k, 1) for o, k in stops), x2=0, y2=1)))


def ridge_line(r: random.Random, y: float, rough: float, lift: float = 0, w: int = 900) -> list[tuple[float, float]]:
    waves = [(r.uniform(0.6, 1.4) * k, r.uniform(0, 6.3), rough / k) for k in (1, 2, 3, 5, 9)]
    return [
        (x, y - lift * math.sin(math.pi * x / w) + sum(a * math.sin(f * x / 150 + p) for f, p, a in waves)) for x in range(-10, w + 21, 10)
    ]


def land(pts: list[tuple[float, float]], fill: str, opacity: float = 1) -> str:
    return path(f"M{num(pts[0][0])} 610L" + "L".join(f"{num(x)} {num(y)}" for x, y in pts) + f"L{num(pts[-1][0])} 610z", fill, opacity)


def cone(r: random.Random, x: float, top: float, base: float, half: float, crater: float = 0) -> list[tuple[float, float]]:
    """The outline of a volcano: concave flanks, small roughness."""
    left, right = [], []
    for i in range(25):
        t = i / 24
        d = crater + (half - crater) * (0.35 * t + 0.65 * t**1.7)
        y = top + (base - top) * t
        left.append((x - d + r.uniform(-3, 3), y))
        right.append((x + d + r.uniform(-3, 3), y))
    brim = [(x - crater * 0.45, top + crater * 0.12), (x + crater * 0.3, top + crater * 0.2)] if crater else []
    return left[::-1] + brim + right


def mist(c: Canvas, y: float, h: float, colour: str, a: float = 0.9) -> None:
    c.add(f'<path d="M0 {num(y - h)}H900V{num(y + h)}H0z" fill="{c.lin((0, colour, 0), (0.5, colour, a), (1, colour, 0), x2=0, y2=1)}"/>')


def tree(x: float, y: float, s: float, colour: str, r: random.Random) -> str:
    blobs = "".join(
        ellipse(x + dx * s + r.uniform(-4, 4) * s, y - dy * s, w * s, h * s, colour)
        for dx, dy, w, h in ((-20, 46, 24, 17), (18, 50, 27, 18), (0, 66, 25, 19))
    )
    return (
        path(f"M{num(x - 3 * s)} {num(y)}L{num(x - 2 * s)} {num(y - 46 * s)}H{num(x + 2 * s)}L{num(x + 3 * s)} {num(y)}z", colour) + blobs
    )


def furrow(x0: float, y0: float, x1: float, y1: float, bend: float) -> str:
    return f"M{num(x0)} {num(y0)}Q{num((x0 + x1) / 2)} {num((y0 + y1) / 2 + bend)} {num(x1)} {num(y1)}"
