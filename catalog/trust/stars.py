from __future__ import annotations

from functools import cache


@cache
def mean(total: int, count: int) -> str:
    """The mean of `count` reviews that give `total` stars together: 4.7; empty without a review. Halves go up, as people count."""
    tenths = (20 * total + count) // (2 * count) if count else 0
    return f"{tenths // 10}.{tenths % 10}" if count else ""
