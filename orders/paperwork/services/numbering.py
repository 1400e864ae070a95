"""Numbers without gaps: a counter row per seller, kind and year, locked until the documents that use it are committed."""

from collections.abc import Iterable

from django.db import connection, transaction

from marketplace.hubs.context import current_hub
from sellers.models import Seller

from ..enums import PREFIXES, Kind
from ..models import NumberSeries

# One statement counts and locks: nobody can read a number between another's reading and writing. Kinds in one order, so that two
# issues never wait for each other.
TAKE = f"""
    INSERT INTO {NumberSeries._meta.db_table} AS series (hub_id, seller_id, kind, year, next_number)
    SELECT %s, %s, kind, %s, 2 FROM unnest(%s::text[]) AS kind ORDER BY kind
    ON CONFLICT (seller_id, kind, year) DO UPDATE SET next_number = series.next_number + 1
    RETURNING kind, next_number - 1
"""


def take_numbers(*, seller: Seller, kinds: Iterable[Kind], year: int) -> dict[Kind, int]:
    """The next serial number of each kind. Call it inside the transaction that writes the documents: what rolls back gives its numbers
    back. Other issues of the same series wait for that transaction. Raises TransactionManagementError outside of one."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A number is taken only together with its document.")
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [current_hub().pk, seller.pk, year, [str(kind) for kind in kinds]])
        return {Kind(kind): number for kind, number in cursor.fetchall()}


def written(kind: Kind, year: int, serial: int) -> str:
    """CI-2026-00017."""
    return f"{PREFIXES[kind]}-{year}-{serial:05d}"
