"""One unit out of many that everybody wants at once: one statement, one round trip, no queue on one row. The statement is the database's
function allocation_claim (sql/claim_2.sql); docs/decisions/allocation.md has the figures that chose it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from marketplace.allocation.exceptions import LimitReached, NotEnough, Short
from marketplace.allocation.models import Pool
from marketplace.allocation.selectors import free
from marketplace.allocation.services.counting import count_in
from marketplace.allocation.things import Thing
from marketplace.hubs.context import current_hub

HELD, AGAIN, LIMIT = "held", "again", "limit"
_CLAIM = """SELECT allocation_claim(%(hub)s, %(subject)s, %(thing)s, %(quantity)s, %(most)s, %(holder)s, %(key)s, %(until)s)"""
_ALLOW = """
    INSERT INTO allocation_allowance AS a (hub_id, subject, key, holder, taken, most, last_claim)
    VALUES (%(hub)s, %(subject)s, %(thing)s, %(holder)s, %(quantity)s, %(most)s, %(key)s)
    ON CONFLICT (hub_id, subject, key, holder)
        DO UPDATE SET taken = a.taken + excluded.taken, most = excluded.most, last_claim = excluded.last_claim
        WHERE a.taken + excluded.taken <= excluded.most
"""
_GATHER = """
    WITH taken AS (
        UPDATE allocation_pool p SET taken = p.taken + part.quantity
        FROM unnest(%(pools)s::bigint[], %(parts)s::int[]) AS part(id, quantity) WHERE p.id = part.id
        RETURNING p.id, part.quantity
    )
    INSERT INTO allocation_hold (hub_id, pool_id, quantity, key, holder, state, expires_at, is_limited, is_counted, created_at, changed_at)
    SELECT %(hub)s, id, quantity, %(key)s, %(holder)s, 'held', %(until)s, true, true, now(), now() FROM taken
"""


def claim(thing: Thing, *, quantity: int, most: int, holder: str, key: str, until: datetime) -> bool:
    """Set so many units aside for the holder, who may have `most` of the thing in all, sold ones among them; durable when it returns,
    unless the caller has a transaction open. False, and nothing set aside, where the holder has claimed with this key before: what
    became of that claim stands in its holds. Raises NotEnough, LimitReached, and ValueError below one."""
    if quantity < 1:
        raise ValueError("Whole units above zero are claimed.")
    if quantity > most:
        raise LimitReached(most)
    told = {"hub": current_hub().pk, "subject": thing.subject, "thing": thing.key, "quantity": quantity}
    told |= {"most": most, "holder": holder, "key": key, "until": until}
    answer = _claim(told)
    if answer in (HELD, AGAIN):
        return answer == HELD
    there = free([thing]).get(thing, 0)
    if there >= quantity:
        return _claim_what_came_back(thing, told)
    if answer == LIMIT:
        raise LimitReached(most)
    raise NotEnough([Short(thing, quantity, there)])


def _claim(told: dict[str, object]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, told)
        return cursor.fetchone()[0]


@transaction.atomic
def _claim_what_came_back(thing: Thing, told: dict[str, object]) -> bool:
    """As many are free: of others and of the holder's own, the counters have not heard yet, or they lie in several shares.

    From here on all shares are locked. Raises NotEnough, LimitReached."""
    count_in([thing])
    answer = _claim(told)
    if answer in (HELD, AGAIN):
        return answer == HELD
    if answer == LIMIT:
        raise LimitReached(told["most"])
    wanted, parts = told["quantity"], {}
    for pool in Pool.objects.select_for_update(no_key=True).filter(subject=thing.subject, key=thing.key).order_by("pk"):
        if part := min(pool.on_hand - pool.taken, wanted):
            parts[pool.pk], wanted = part, wanted - part
    if wanted:
        raise NotEnough([Short(thing, told["quantity"], told["quantity"] - wanted)])
    with connection.cursor() as cursor:
        cursor.execute(_ALLOW, told)
        if not cursor.rowcount:
            raise LimitReached(told["most"])
        cursor.execute(_GATHER, {**told, "pools": list(parts), "parts": list(parts.values())})
    return True
