"""The papers of an order as its pages list them. The room that draws them comes here in its AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from orders.models import Order


@dataclass(frozen=True)
class Paper:
    """A paper to download, or (without a url) one still being drawn."""

    order_id: int
    title: str | Promise
    number: str = ""
    version: int = 1
    check_code: str = ""
    url: str = ""
    note: str | Promise = ""


Lister = Callable[[Sequence[Order]], Sequence[Paper]]
_listers: list[Lister] = []


def register(lister: Lister) -> None:
    """List the papers of these orders, in as few queries as one needs for one."""
    if lister not in _listers:
        _listers.append(lister)


def papers_of(orders: Sequence[Order]) -> list[Paper]:
    return [paper for lister in _listers for paper in lister(orders)] if orders else []
