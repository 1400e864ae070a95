"""Bringing the counters of pools up to date. Giving back, running out and handing over write only their own hold, so nobody who has done
with a thing queues behind those who want it; here, what they wrote is taken over by somebody who has the pool in hand anyway."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from marketplace.allocation.things import Thing
from marketplace.hubs.context import current_hub

BATCH = 500

# Pools are locked before holds, in key order, and a hold in other hands is left for the next time: nobody waits here for a hold, and who
# settles a hold waits for no pool, so there is no circle. Figures are those of the locked rows (holding.py says why).
_COUNT = """
    WITH pools AS (
        SELECT p.id, p.on_hand, p.taken FROM allocation_pool p WHERE {which} ORDER BY p.id FOR NO KEY UPDATE OF p {patience}
    ), done AS (
        SELECT h.id FROM allocation_hold h JOIN pools ON h.pool_id = pools.id
        WHERE h.is_counted AND (h.expires_at <= now() OR h.expires_at IS NULL)
        FOR UPDATE OF h SKIP LOCKED
    ), counted AS (
        UPDATE allocation_hold h SET is_counted = false, changed_at = CASE WHEN h.state = 'held' THEN now() ELSE h.changed_at END,
            state = CASE WHEN h.state = 'held' THEN 'expired' ELSE h.state END
        FROM done WHERE h.id = done.id
        RETURNING h.id, h.hub_id, h.pool_id, h.quantity, h.state, h.holder, h.is_limited
    ), given_back AS (
        UPDATE allocation_allowance a SET taken = back.taken - back.quantity
        FROM (
            SELECT mine.id, mine.taken, units.quantity FROM (
                SELECT c.hub_id, p.subject, p.key, c.holder, sum(c.quantity) AS quantity
                FROM counted c JOIN allocation_pool p ON p.id = c.pool_id
                WHERE c.is_limited AND c.state IN ('released', 'expired') GROUP BY 1, 2, 3, 4
            ) units
            JOIN allocation_allowance mine USING (hub_id, subject, key, holder)
            ORDER BY mine.id FOR UPDATE OF mine
        ) back
        WHERE a.id = back.id
    )
    UPDATE allocation_pool p SET taken = pools.taken - sums.gone, on_hand = pools.on_hand - sums.sold + sums.came_back
    FROM pools JOIN (
        SELECT pool_id,
            coalesce(sum(quantity) FILTER (WHERE state <> 'returned'), 0) AS gone,
            coalesce(sum(quantity) FILTER (WHERE state = 'committed'), 0) AS sold,
            coalesce(sum(quantity) FILTER (WHERE state = 'returned'), 0) AS came_back
        FROM counted GROUP BY pool_id
    ) sums ON sums.pool_id = pools.id
    WHERE p.id = pools.id
"""
_OF_THINGS = """p.hub_id = %s AND (p.subject, p.key) IN (SELECT * FROM unnest(%s::text[], %s::text[]))"""


def count_in(things: Iterable[Thing]) -> None:
    """Take over what came free of these things, waiting for their pools; they stay locked until the transaction ends."""
    things = list(things)
    _run(_OF_THINGS, "", [current_hub().pk, [thing.subject for thing in things], [thing.key for thing in things]])


def sweep() -> int:
    """Take over what came free in all hubs, pool by pool; a pool in other hands is left for the next time. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT pool_id FROM allocation_hold WHERE is_counted AND (expires_at <= now() OR expires_at IS NULL) LIMIT %s",
            [BATCH],
        )
        waiting = sorted(pk for (pk,) in cursor.fetchall())
    return sum(_sweep_pool(pk) for pk in waiting)


@transaction.atomic
def _sweep_pool(pk: int) -> int:
    return _run("p.id = %s", "SKIP LOCKED", [pk])


def _run(which: str, patience: str, parameters: list[object]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(which=which, patience=patience), parameters)
        return cursor.rowcount
