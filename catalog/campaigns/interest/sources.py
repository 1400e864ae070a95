"""Where the days of a measure come from. Rooms that keep their own rows (orders: sales; a search with a log: searches) say so in
AppConfig.ready(): sources.register("sale", sales_by_day)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Q, Sum

from catalog.campaigns.interest.counting import CART, SEARCH, VIEW
from catalog.campaigns.models import DailyCount

SALE = "sale"


class Two(NamedTuple):
    """A day's number for the campaign's goods, and for all others."""

    mine: int
    rest: int


Source = Callable[[Collection[int], date, date], dict[date, Two]]  # products, first and last day


def _counted(kind: str) -> Source:
    def days(products: Collection[int], first: date, last: date) -> dict[date, Two]:
        ours = Q(product__in=products)
        rows = DailyCount.objects.filter(kind=kind, day__range=(first, last)).order_by().values_list("day")
        found = rows.annotate(mine=Sum("number", filter=ours, default=0), rest=Sum("number", filter=~ours, default=0))
        return {day: Two(mine, rest) for day, mine, rest in found}

    return days


_sources: dict[str, Source] = {VIEW: _counted(VIEW), SEARCH: _counted(SEARCH), CART: _counted(CART)}


def register(kind: str, source: Source) -> None:
    _sources[kind] = source


def source_of(kind: str) -> Source | None:
    return _sources.get(kind)
