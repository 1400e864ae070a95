"""The seller's office grows with the house: rooms above add their pages and what waits in them, from AppConfig.ready().

office.register_page(OfficeEntry("orders", _("Orders"), "sell/orders/", "bag", 30, count=callable(request)))
office.register_todo(callable(seller) -> Iterable[Todo])      what to do today
office.register_ready(callable(seller) -> Iterable[Ready])    lines of the readiness meter
office.register_figures(callable(seller) -> Iterable[Figure]) figures at the head
office.register_panel(callable(seller) -> Panel | None)       a box under the list
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from marketplace.look.chrome import OfficeEntry, register_office
from sellers.models import Seller


@dataclass(frozen=True)
class Todo:
    """One thing to do, one tap away. The smaller the weight, the higher it stands."""

    title: str
    url: str
    action: str
    icon: str = "check"
    note: str = ""
    due: str = ""
    weight: int = 50


@dataclass(frozen=True)
class Ready:
    """One line of the readiness meter: kind good, warn or bad."""

    text: str
    kind: str
    url: str = ""

    @property
    def is_done(self) -> bool:
        return self.kind != "bad"


@dataclass(frozen=True)
class Figure:
    name: str
    value: str
    note: str = ""
    url: str = ""
    kind: str = ""
    weight: int = 50


@dataclass(frozen=True)
class Panel:
    """A box on the page of today, drawn by the template of its room."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    weight: int = 50


_todos: list[Callable[[Seller], Iterable[Todo]]] = []
_readies: list[Callable[[Seller], Iterable[Ready]]] = []
_figures: list[Callable[[Seller], Iterable[Figure]]] = []
_panels: list[Callable[[Seller], Panel | None]] = []


def register_page(entry: OfficeEntry) -> None:
    register_office(entry)


def register_todo(provider: Callable[[Seller], Iterable[Todo]]) -> None:
    if provider not in _todos:
        _todos.append(provider)


def register_ready(provider: Callable[[Seller], Iterable[Ready]]) -> None:
    if provider not in _readies:
        _readies.append(provider)


def register_figures(provider: Callable[[Seller], Iterable[Figure]]) -> None:
    if provider not in _figures:
        _figures.append(provider)


def register_panel(provider: Callable[[Seller], Panel | None]) -> None:
    if provider not in _panels:
        _panels.append(provider)


def todos_for(seller: Seller) -> list[Todo]:
    return sorted((todo for provider in _todos for todo in provider(seller)), key=lambda todo: todo.weight)


def readiness_of(seller: Seller) -> list[Ready]:
    return [line for provider in _readies for line in provider(seller)]


def figures_for(seller: Seller) -> list[Figure]:
    return sorted((figure for provider in _figures for figure in provider(seller)), key=lambda figure: figure.weight)


def panels_for(seller: Seller) -> list[Panel]:
    panels = [panel for provider in _panels if (panel := provider(seller)) is not None]
    return sorted(panels, key=lambda panel: panel.weight)
