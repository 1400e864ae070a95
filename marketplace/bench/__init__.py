"""Benchmarks of our own: `manage.py bench NAME`. A module here with a `run(options)` is a benchmark; its name is the module's,
hyphens for underscores. What they share: serving (the real server), load (the load generator), yardstick (what bare Django does here)."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Figure:
    """One measured number, ready to print: value with its unit, and what a reader must know to judge it."""

    name: str
    value: float
    unit: str
    note: str = ""


@dataclass(frozen=True)
class Options:
    """How long and how hard to press. A benchmark may read `count` as it likes: orders, quotes, pages."""

    seconds: float = 5.0
    connections: int = 8
    count: int = 200
    workers: int = 2
    units: int = 3000
    buyers: int = 10_000
    crowd: int = 200
    seed: int = 0
    products: int = 0


Run = Callable[[Options], list[Figure]]


def benchmarks() -> dict[str, Run]:
    """Every benchmark by its name on the command line."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        run = getattr(import_module(f"{__name__}.{module.name}"), "run", None) if not module.name.startswith("bare") else None
        if run is not None:
            found[module.name.replace("_", "-")] = run
    return found
