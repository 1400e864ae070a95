"""Who knows what was bought together: sales are known above the catalog.

baskets.register(bought_together)    (since: datetime) -> {(product id, another's): baskets with both}, of the current hub"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

BoughtTogether = Callable[[datetime], dict[tuple[int, int], int]]

_tellers: list[BoughtTogether] = []


def register(teller: BoughtTogether) -> None:
    if teller not in _tellers:
        _tellers.append(teller)


def bought_together(since: datetime) -> dict[tuple[int, int], int]:
    """Pairs of products (the smaller number first) -> in how many baskets both lay, as everybody who can tell adds up."""
    total: dict[tuple[int, int], int] = {}
    for teller in _tellers:
        for (one, other), baskets in teller(since).items():
            pair = (min(one, other), max(one, other))
            total[pair] = total.get(pair, 0) + baskets
    return total
