"""What waits for an officer, on the first page of the desk. Rooms fill it from their AppConfig.ready():

desk.register(DeskTask("applications", _("Applications"), "admin:sellers_seller_changelist", "sellers.review_seller", 10, waiting))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, and what is urgent about them, if anything is."""

    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeskTask:
    """A pile of work: its name, the page that works it off, the right that page asks for, its place."""

    key: str
    name: str | Promise
    page: str  # name of the address
    right: str
    order: int
    waiting: Callable[[HttpRequest], Waiting]
    query: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    name: str
    url: str
    count: int
    note: str


_tasks: dict[str, DeskTask] = {}


def register(task: DeskTask) -> None:
    _tasks[task.key] = task


def piles_for(request: HttpRequest) -> list[Pile]:
    """The piles this officer may work, in their order, the empty ones too: an empty pile is news as well."""
    tasks = sorted((task for task in _tasks.values() if request.user.has_perm(task.right)), key=lambda task: task.order)
    return [_pile(task, task.waiting(request)) for task in tasks]


def _pile(task: DeskTask, waiting: Waiting) -> Pile:
    query = f"?{task.query}" if task.query else ""
    return Pile(str(task.name), reverse(task.page) + query, waiting.count, waiting.note)


def show_piles(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """For unfold's DASHBOARD_CALLBACK."""
    return {**context, "piles": piles_for(request)}
