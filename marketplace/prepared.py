"""Statements that PostgreSQL reads and plans once a connection instead of once a call.

Only for what is asked again and again: a page of goods costs three times as much to plan as to answer (docs/performance.md). The third
time a connection is asked the same, the statement is prepared; the ones asked longest ago are let go. A pooler that lends a connection
for one transaction only cannot keep them: `PREPARE_STATEMENTS=0` (docs/deploy.md)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection, utils
from psycopg2 import errors

FIRST_SEEN = 2  # times it is asked as it is: what comes once or twice is not worth a place
MOST = 200  # statements a connection keeps; each holds its plan in the server's memory
_GONE = (errors.InvalidSqlStatementName, errors.FeatureNotSupported)  # another session's connection; a table that changed its columns
_PLANNED = ("SELECT", "WITH")
_numbers = count(1)
_listener: ContextVar[list[Asked] | None] = ContextVar("_listener", default=None)


@dataclass(slots=True)
class _Kept:
    asked: OrderedDict[str, int] = field(default_factory=OrderedDict)
    names: OrderedDict[str, str] = field(default_factory=OrderedDict)


_kept: WeakKeyDictionary[Any, _Kept] = WeakKeyDictionary()


def answers(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of the statement, its parameters written `%s` as for any cursor. The types of the parameters must follow from the
    statement (a cast says it where they do not). Raises what the database raises."""
    with plans_kept(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    if (listener := _listener.get()) is not None:
        listener.append(Asked(statement, tuple(parameters), _mark(rows)))
    return rows


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement, and by what its answer is known again."""

    statement: str
    parameters: tuple[Any, ...]
    mark: bytes

    def is_answered_the_same(self) -> bool:
        return _mark(answers(self.statement, self.parameters)) == self.mark


def digest_of(all_asked: Sequence[Asked], beside: str = "''") -> tuple[str, str]:
    """One mark of what the database answers to all of these now, in one statement: it changes when an answer does, and is no other
    mark's equal. With it the value of `beside`, SQL of the house that is asked in the same instant."""
    if not all_asked:
        return "nothing", ""
    parts = (f"(SELECT md5(coalesce(string_agg(answer::text, chr(10)), '')) FROM ({asked.statement}) answer)" for asked in all_asked)
    parameters = [value for asked in all_asked for value in asked.parameters]
    ((digest, value),) = answers(f"SELECT concat({', '.join(parts)}), {beside}", parameters)
    return digest, value


@contextmanager
def overheard() -> Iterator[list[Asked]]:
    """Within it everything that `answers` is asked, in its order."""
    asked: list[Asked] = []
    before = _listener.set(asked)
    try:
        yield asked
    finally:
        _listener.reset(before)


def _mark(rows: list[tuple[Any, ...]]) -> bytes:
    return blake2b(repr(rows).encode(), digest_size=16).digest()


@contextmanager
def plans_kept() -> Iterator[None]:
    """Within it what this thread asks, the ORM's queries too, is prepared once it has been asked twice. For single reads whose parameters
    are compared with columns: a list of another type than the column's array, or a number where only text can be inferred, is told
    apart by a literal, and not by a parameter."""
    with connection.execute_wrapper(_ask) if settings.PREPARE_STATEMENTS else nullcontext():
        yield


def _ask(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
    name = "" if many or isinstance(parameters, dict) else _name_of(sql, is_plain=parameters is None)
    if not name:
        return execute(sql, parameters, many, context)
    places = f" ({', '.join(['%s'] * len(parameters))})" if parameters else ""
    try:
        return execute(f"EXECUTE {name}{places}", parameters, many, context)
    except utils.DatabaseError as error:
        if not isinstance(error.__cause__, _GONE):
            raise
        _kept.pop(connection.connection, None)
        if connection.in_atomic_block:  # the transaction is lost; the next asks anew
            raise
        return execute(sql, parameters, many, context)


def _name_of(statement: str, *, is_plain: bool) -> str:
    """What the statement is called on this connection; "" while it is new there, or is none that has a plan. A plain one has no
    parameters and writes its % once."""
    kept = _kept.setdefault(connection.connection, _Kept())
    if name := kept.names.get(statement):
        kept.names.move_to_end(statement)
        return name
    if not statement.lstrip().startswith(_PLANNED):
        return ""
    asked = kept.asked.pop(statement, 0) + 1
    if asked <= FIRST_SEEN:
        kept.asked[statement] = asked
        if len(kept.asked) > MOST:
            kept.asked.popitem(last=False)
        return ""
    name = f"isoko_{next(_numbers)}"
    # Not a query of the page: it happens once a connection.
    with connection.wrap_database_errors, connection.connection.cursor() as plain:
        plain.execute(f"PREPARE {name} AS {statement if is_plain else _numbered(statement)}")
        kept.names[statement] = name
        if len(kept.names) > MOST:
            plain.execute(f"DEALLOCATE {kept.names.popitem(last=False)[1]}")
    return name


def _numbered(statement: str) -> str:
    """`%s` as $1, $2, …, and `%%` as the sign itself."""
    places = count(1)
    return "%".join("".join(_between(part, places)) for part in statement.split("%%"))


def _between(part: str, places: count[int]) -> list[str]:
    first, *rest = part.split("%s")
    return [first, *(f"${next(places)}{piece}" for piece in rest)]
