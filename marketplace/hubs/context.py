"""Which hub the code is working for right now. Set once at each door: request, job, command, test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.hubs.models import Hub

_current: ContextVar[Hub | None] = ContextVar("current_hub", default=None)


class NoHub(RuntimeError):
    """A hub's rows were asked for while no hub was chosen: a query that might cross hubs by accident."""


def current_hub() -> Hub:
    """The hub in force; raises NoHub when no door has chosen one."""
    hub = _current.get()
    if hub is None:
        raise NoHub("Choose a hub first: with use_hub(hub): … or query across_hubs on purpose.")
    return hub


@contextmanager
def use_hub(hub: Hub) -> Iterator[Hub]:
    """Work for this hub inside the block."""
    token = _current.set(hub)
    try:
        yield hub
    finally:
        _current.reset(token)
