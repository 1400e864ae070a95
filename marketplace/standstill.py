"""Whether the database can answer anything otherwise than before: what it has committed, and the last moment that has passed by itself.

A snapshot of PostgreSQL says which transactions are seen. While two of them read the same, so does every row; what is left is the clock,
which starts a price or frees a hold without anybody writing. Rooms name the columns their statements compare with the clock, from their
AppConfig.ready():

    standstill.watch("catalog_scheduledprice", "starts_at", "ends_at")
"""

from __future__ import annotations

from django.db import connection

from marketplace.prepared import answers

_moments: dict[str, str] = {}
_columns: set[str] = set()


def watch(table: str, *columns: str, where: str = "true") -> None:
    """Answers about the rows of `table` for which `where` holds change when the clock passes one of these columns. The last moment that
    has passed is looked up once in a while by every process: the table should be small, or its columns in an index."""
    passed = (f"max({column}) FILTER (WHERE {column} <= statement_timestamp())" for column in columns)
    _moments[table] = f"(SELECT concat_ws(' ', {', '.join(passed)}) FROM {table} WHERE {where})"
    _columns.update(columns)


def watched() -> frozenset[str]:
    """The columns whose passing is looked for."""
    return frozenset(_columns)


def standing_sql() -> str:
    """SQL for one text that stays the same only while no statement's answer can have changed."""
    return f"concat_ws('; ', pg_current_snapshot()::text, {', '.join(_moments.values()) or 'NULL'})"


def standing_now() -> str:
    """That text of this moment; "" within a transaction, whose own changes no snapshot shows."""
    if connection.in_atomic_block:
        return ""
    ((standing,),) = answers(f"SELECT {standing_sql()}", [])
    return standing
