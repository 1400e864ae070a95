"""What becomes of a hold. Each touches the holds of its key alone, never a pool: nobody here waits for those who want more."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import connection

from marketplace.allocation.exceptions import HoldGone
from marketplace.allocation.things import Thing
from marketplace.hubs.context import current_hub

# All of the key's holds or none: where one ran out and was given to others, the rest is not half a sale.
_SETTLE = """
    WITH mine AS (
        SELECT id, state FROM allocation_hold
        WHERE hub_id = %(hub)s AND key = %(key)s AND state IN ('held', 'expired') ORDER BY id FOR UPDATE
    )
    UPDATE allocation_hold h SET {change}, changed_at = now() FROM mine, allocation_pool p
    WHERE h.id = mine.id AND mine.state = 'held' AND p.id = h.pool_id {unless}
    RETURNING p.subject, p.key, h.quantity
"""
_WHOLE = "AND NOT EXISTS (SELECT FROM mine WHERE state = 'expired')"
_COMMIT = _SETTLE.format(change="state = 'committed', expires_at = NULL", unless=_WHOLE)
_EXTEND = _SETTLE.format(change="key = %(to)s, expires_at = %(until)s", unless=_WHOLE)
_RELEASE = _SETTLE.format(change="state = 'released', expires_at = least(h.expires_at, now())", unless="")


def commit(key: str) -> dict[Thing, int]:
    """Hand over what is held under the key: it leaves for good. Returns the units by thing.

    A hold past its time counts as long as nobody else has taken its units. Raises HoldGone where any of them is gone."""
    return _all_of(_settle(_COMMIT, key), key)


def extend(key: str, *, until: datetime, to: str = "") -> dict[Thing, int]:
    """Hold it until another moment, and under the key `to` where one is given. Returns the units by thing; raises HoldGone."""
    return _all_of(_settle(_EXTEND, key, until=until, to=to or key), key)


def release(key: str) -> dict[Thing, int]:
    """Give back what is still held under the key; free for others as soon as the transaction ends. Returns the units by thing, which may be
    none: giving back twice is giving back once."""
    return _settle(_RELEASE, key)


def _settle(statement: str, key: str, **told: object) -> dict[Thing, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"hub": current_hub().pk, "key": key, **told})
        units: Counter[Thing] = Counter()
        for subject, its_key, quantity in cursor.fetchall():
            units[Thing(subject, its_key)] += quantity
    return dict(units)


def _all_of(units: dict[Thing, int], key: str) -> dict[Thing, int]:
    if not units:
        raise HoldGone(key)
    return units
