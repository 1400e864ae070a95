"""Setting units aside: all that was asked for or nothing, in one statement that takes its pools in key order, so that two buyers never wait
on each other in a circle. `pool_never_oversold` stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from marketplace.allocation.exceptions import NotEnough, Short
from marketplace.allocation.selectors import free
from marketplace.allocation.services.counting import count_in
from marketplace.allocation.things import Thing
from marketplace.hubs.context import current_hub

# `wanted` sees the rows as they are once locked, and the hold is written from what was taken: a caller needs no savepoint. The figures
# come from there and not from `p`: PostgreSQL checks a CHECK against the row as the statement first saw it before it looks for the
# newest, and would refuse 29 + 2 of 30 where somebody has given back meanwhile. (docs/decisions/allocation.md)
_HOLD = """
    WITH wanted AS (
        SELECT p.id, w.quantity, p.on_hand, p.taken
        FROM unnest(%(subjects)s::text[], %(keys)s::text[], %(quantities)s::int[]) AS w(subject, key, quantity)
        JOIN allocation_pool p ON p.hub_id = %(hub)s AND p.subject = w.subject AND p.key = w.key AND p.share = 0
        ORDER BY p.id
        FOR NO KEY UPDATE OF p
    ), taken AS (
        UPDATE allocation_pool p SET on_hand = wanted.on_hand, taken = wanted.taken + wanted.quantity FROM wanted
        WHERE p.id = wanted.id
            AND NOT EXISTS (SELECT FROM wanted WHERE on_hand - taken < quantity)
            AND (SELECT count(*) FROM wanted) = %(count)s
        RETURNING p.id, wanted.quantity
    )
    INSERT INTO allocation_hold (hub_id, pool_id, quantity, key, holder, state, expires_at, is_limited, is_counted, created_at, changed_at)
    SELECT %(hub)s, id, quantity, %(key)s, %(holder)s, 'held', %(until)s, false, true, now(), now() FROM taken
"""


def hold(wants: Mapping[Thing, int], *, key: str, until: datetime, holder: str = "") -> None:
    """Set these units aside under the key, all or none. Raises NotEnough naming every thing that is short, ValueError below one.

    Once a transaction, with everything that is wanted: the pools are locked in order until it ends. A thing that is split into shares is
    claimed (claiming.claim), not held."""
    if any(quantity < 1 for quantity in wants.values()):
        raise ValueError("Whole units above zero are set aside.")
    if _hold(wants, key, until, holder):
        return
    if not _shorts(wants):  # it is there, and the counters have not heard of it yet
        count_in(wants)
        if _hold(wants, key, until, holder):
            return
    raise NotEnough(_shorts(wants) or [Short(thing, quantity, 0) for thing, quantity in wants.items()])


def _hold(wants: Mapping[Thing, int], key: str, until: datetime, holder: str) -> bool:
    told = {
        "subjects": [thing.subject for thing in wants],
        "keys": [thing.key for thing in wants],
        "quantities": list(wants.values()),
        "count": len(wants),
        "hub": current_hub().pk,
        "key": key,
        "holder": holder,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, told)
        return cursor.rowcount == len(wants)


def _shorts(wants: Mapping[Thing, int]) -> list[Short]:
    there = free(wants)
    return [Short(thing, quantity, there.get(thing, 0)) for thing, quantity in wants.items() if there.get(thing, 0) < quantity]
