"""What a room above takes off the price of goods by itself, said where a buyer chooses: on cards, a product's page, a storefront.

The room registers one Teller from its AppConfig.ready(). What it needs from the database rides as one column on the statements that these
pages ask anyway, so that no page asks more and a kept page hears of every change (docs/decisions/kept-pages.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from catalog.tiers import Scale
from marketplace.money import Money


@dataclass(frozen=True, slots=True)
class Goods:
    """A product with the price its card shows."""

    product_id: int
    seller_id: int
    category_id: int
    price: Money


@dataclass(frozen=True, slots=True)
class Wanted:
    """A variant, what it costs, and the quantities in which it can be had."""

    product_id: int
    seller_id: int
    category_id: int
    scale: Scale
    least: int
    step: int
    most: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What is taken off, what that comes to, and until when; in the reader's language."""

    title: str
    text: str
    ends_at: datetime


class Teller(Protocol):
    def sql(self) -> str:
        """SQL of one value, a text that the functions below are handed back as `told`, or NULL where there is nothing to tell."""
        ...

    def tags(self, told: str, goods: Sequence[Goods], language: str) -> dict[int, str]:
        """By product the few words on its card."""
        ...

    def of_goods(self, told: str, wanted: Wanted, language: str) -> list[Promise]: ...

    def of_firm(self, told: str, seller_id: int, currency: str, language: str) -> list[Promise]: ...


_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """The last one counts."""
    _tellers[:] = [teller]


def told_sql() -> str:
    """The column that a statement of goods or of a firm carries for what is told beside it."""
    return _tellers[0].sql() if _tellers else "NULL::text"


def tags_of(told: str | None, goods: Sequence[Goods], language: str) -> dict[int, str]:
    return _tellers[0].tags(told, goods, language) if told and _tellers else {}


def promises_of_goods(told: str | None, wanted: Wanted, language: str) -> list[Promise]:
    return _tellers[0].of_goods(told, wanted, language) if told and _tellers else []


def promises_of_firm(told: str | None, seller_id: int, currency: str, language: str) -> list[Promise]:
    return _tellers[0].of_firm(told, seller_id, currency, language) if told and _tellers else []
