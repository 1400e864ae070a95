"""Five pots of paint and what is mixed from them."""

from __future__ import annotations

SOOT, KAOLIN, EARTH, OCHRE, ASH = "#1e1916", "#f6f1e7", "#a33b22", "#d39a2e", "#8f8983"

CLAY, LEAF, LAKE, STRAW, KRAFT = "#c7714b", "#2f6548", "#22566f", "#dcb877", "#c8a06a"

SCHEMES = {  # ground, first ridge, second ridge
    "kirehe": (SOOT, KAOLIN, EARTH),
    "earth": (EARTH, KAOLIN, SOOT),
    "kaolin": (KAOLIN, SOOT, EARTH),
    "ochre": (OCHRE, SOOT, KAOLIN),
    "ash": (ASH, SOOT, KAOLIN),
    "hills": (LEAF, KAOLIN, OCHRE),
    "lake": (LAKE, KAOLIN, OCHRE),
}

TINTS = ["#e4e0d9", "#ead3a4", "#e2b9a2", "#c5cfb9", "#b9ccd2", "#d8d0c6", "#e6d9c2", "#cdbfb4"]


def channels(c: str) -> tuple[int, ...]:
    return tuple(int(c[i : i + 2], 16) for i in (1, 3, 5))


def mix(a: str, b: str, t: float) -> str:
    """The colour a share `t` of the way from `a` to `b`."""
    return "#" + "".join(f"{round(x + (y - x) * t):02x}" for x, y in zip(channels(a), channels(b), strict=True))


def dark(c: str, t: float) -> str:
    return mix(c, "#140d08", t)


def light(c: str, t: float) -> str:
    return mix(c, "#fffaf0", t)


def is_dark(c: str) -> bool:
    r, g, b = channels(c)
    return 0.3 * r + 0.59 * g + 0.11 * b < 140
