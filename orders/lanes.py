"""What else there is to say of an order on its buyer's and its seller's page. The rooms above come here in their AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from orders.models import Order

BUYER, SELLER = "buyer", "seller"


@dataclass(frozen=True)
class Panel:
    """A part of an order's lane: a template that finds its facts as `panel.facts`."""

    order_id: int
    template: str
    facts: Any


Lister = Callable[[Sequence[Order], str], Sequence[Panel]]
_listers: list[Lister] = []


def register(lister: Lister) -> None:
    """Panels of these orders for this reader (BUYER or SELLER), in as few queries as one order needs."""
    if lister not in _listers:
        _listers.append(lister)


def panels_of(orders: Sequence[Order], reader: str) -> list[Panel]:
    return [panel for lister in _listers for panel in lister(orders, reader)] if orders else []
