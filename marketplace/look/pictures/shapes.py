"""Numbers and outlines: the small words of an SVG path. The same key always gives the same chance."""

from __future__ import annotations

import hashlib
import math
import random


def rng(*key: object) -> random.Random:
    return random.Random(hashlib.sha256("|".join(map(str, key)).encode()).digest())


def num(x: float) -> str:
    return f"{x:.1f}".rstrip("0").rstrip(".") or "0"


def triangle(x: float) -> float:
    """A triangle wave between 0 and 1 with period 1."""
    return 2 * abs(x - math.floor(x + 0.5))


def poly(*pts: tuple[float, float]) -> str:
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in pts) + "z"


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1) -> str:
    o = f' opacity="{opacity:g}"' if opacity != 1 else ""
    return f'<ellipse cx="{num(x)}" cy="{num(y)}" rx="{num(rx)}" ry="{num(ry)}" fill="{fill}"{o}/>'


def path(d: str, fill: str, opacity: float = 1, extra: str = "") -> str:
    o = f' opacity="{opacity:g}"' if opacity != 1 else ""
    return f'<path d="{d}" fill="{fill}"{o}{extra}/>'


def line(d: str, colour: str, width: float, opacity: float = 1, extra: str = "") -> str:
    o = f' opacity="{opacity:g}"' if opacity != 1 else ""
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{num(width)}"{o}{extra}/>'


def diamond(x, y, r, k=1.0):
    return poly((x - r * k, y), (x, y - r), (x + r * k, y), (x, y + r))


def spiral_path(x: float, y: float, r: float, turns: float, step: float, a0: float = 0, way: int = 1) -> str:
    pts, n = [], int(turns * 28)
    for i in range(n + 1):
        a = a0 + way * i / 28 * 2 * math.pi
        q = r - step * i / 28
        if q < step * 0.35:
            break
        pts.append(f"{num(x + q * math.cos(a))} {num(y + q * math.sin(a))}")
    return "M" + "L".join(pts)
