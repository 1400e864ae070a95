"""The sandbox's memory: one SQLite file of its own, so that it goes on when the shop's database is gone.

A gateway names its tables with `tables()` when it is imported."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

_tables: list[str] = []
_here = threading.local()


def tables(sql: str) -> None:
    """Statements of `CREATE … IF NOT EXISTS`, carried out whenever the file is opened."""
    _tables.append(sql)


def connection() -> sqlite3.Connection:
    """This thread's connection; what it writes outside of `writing()` is committed at once."""
    path = Path(settings.SANDBOX_STATE)
    held = getattr(_here, "held", None)
    if held is None or held[0] != path:
        close()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        opened = sqlite3.connect(path, timeout=30, isolation_level=None)
        opened.row_factory = sqlite3.Row
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("PRAGMA synchronous=NORMAL")  # a killed process loses nothing; a power cut may lose the last moment
        opened.execute("PRAGMA foreign_keys=ON")
        for sql in _tables:
            opened.executescript(sql)
        held = _here.held = (path, opened)
    return held[1]


def close() -> None:
    """Let this thread's connection go."""
    if held := getattr(_here, "held", None):
        held[1].close()
        _here.held = None


@contextmanager
def writing() -> Iterator[sqlite3.Connection]:
    """One transaction, and nobody else writes meanwhile: it stands in for every row lock. Inside another one it is part of that."""
    memory = connection()
    if memory.in_transaction:
        yield memory
        return
    memory.execute("BEGIN IMMEDIATE")
    try:
        yield memory
    except BaseException:
        memory.execute("ROLLBACK")
        raise
    memory.execute("COMMIT")
