"""One unit out of many that everybody wants at once: one statement, one round trip, no queue on one row.

It takes from any share that nobody has in hand (SKIP LOCKED). docs/decisions/allocation.md has the figures."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from marketplace.allocation.exceptions import LimitReached, NotEnough, Short
from marketplace.allocation.models import Pool
from marketplace.allocation.selectors import free
from marketplace.allocation.services.counting import count_in
from marketplace.allocation.things import Thing
from marketplace.hubs.context import current_hub

# The share is locked first, the allowance grows only where a share was found, and units are taken only where the allowance grew: no
# step before the last one has to be undone. ON CONFLICT reads the allowance as it is now, not as the statement found it; the share's
# figures are those of the locked row (holding.py says why).
_CLAIM = """
    WITH share AS (
        SELECT id, on_hand, taken FROM allocation_pool
        WHERE hub_id = %(hub)s AND subject = %(subject)s AND key = %(thing)s AND on_hand - taken >= %(quantity)s
        ORDER BY share LIMIT 1
        FOR NO KEY UPDATE {patience}
    ), allowed AS ({allow} RETURNING id), taken AS (
        UPDATE allocation_pool p SET on_hand = share.on_hand, taken = share.taken + %(quantity)s FROM share
        WHERE p.id = share.id AND EXISTS (SELECT FROM allowed)
        RETURNING p.id, %(quantity)s AS quantity
    ), held AS ({write} RETURNING id)
    SELECT EXISTS (SELECT FROM share), EXISTS (SELECT FROM held)
"""
_ALLOW = """
    INSERT INTO allocation_allowance AS a (hub_id, subject, key, holder, taken, most)
    SELECT %(hub)s, %(subject)s, %(thing)s, %(holder)s, %(quantity)s, %(most)s FROM {share}
    ON CONFLICT (hub_id, subject, key, holder) DO UPDATE SET taken = a.taken + excluded.taken, most = excluded.most
        WHERE a.taken + excluded.taken <= excluded.most
"""
_WRITE = """
    INSERT INTO allocation_hold (hub_id, pool_id, quantity, key, holder, state, expires_at, is_limited, is_counted, created_at, changed_at)
    SELECT %(hub)s, id, quantity, %(key)s, %(holder)s, 'held', %(until)s, true, true, now(), now() FROM taken
"""
_GATHER = f"""
    WITH taken AS (
        UPDATE allocation_pool p SET taken = p.taken + part.quantity
        FROM unnest(%(pools)s::bigint[], %(parts)s::int[]) AS part(id, quantity) WHERE p.id = part.id
        RETURNING p.id, part.quantity
    ) {_WRITE}
"""
_ANY_FREE_SHARE, _IN_TURN = (
    _CLAIM.format(patience=patience, allow=_ALLOW.format(share="share"), write=_WRITE) for patience in ("SKIP LOCKED", "")
)


def claim(thing: Thing, *, quantity: int, most: int, holder: str, key: str, until: datetime) -> None:
    """Set so many units aside for the holder, who may have `most` of the thing in all, sold ones among them; durable when it returns,
    unless the caller has a transaction open. Raises NotEnough, LimitReached, and ValueError below one."""
    if quantity < 1:
        raise ValueError("Whole units above zero are claimed.")
    if quantity > most:
        raise LimitReached(most)
    told = {"hub": current_hub().pk, "subject": thing.subject, "thing": thing.key, "quantity": quantity}
    told |= {"most": most, "holder": holder, "key": key, "until": until}
    has_share, is_held = _run(_ANY_FREE_SHARE, told)
    if not has_share:
        # Sold out, or every share with something left was in other hands at that moment: wait for one.
        has_share, is_held = _run(_IN_TURN, told)
    if is_held:
        return
    there = free([thing]).get(thing, 0)
    if there >= quantity:
        _claim_what_came_back(thing, told)
    elif has_share:
        raise LimitReached(most)
    else:
        raise NotEnough([Short(thing, quantity, there)])


def _run(statement: str, told: dict[str, object]) -> tuple[bool, bool]:
    """Whether a share had as many, and whether they are now held."""
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return cursor.fetchone()


@transaction.atomic
def _claim_what_came_back(thing: Thing, told: dict[str, object]) -> None:
    """As many are free: of others and of the holder's own, the counters have not heard yet, or they lie in several shares.

    From here on all shares are locked. Raises NotEnough, LimitReached."""
    count_in([thing])
    has_share, is_held = _run(_IN_TURN, told)
    if is_held:
        return
    if has_share:
        raise LimitReached(told["most"])
    wanted, parts = told["quantity"], {}
    for pool in Pool.objects.select_for_update().filter(subject=thing.subject, key=thing.key).order_by("pk"):
        if part := min(pool.on_hand - pool.taken, wanted):
            parts[pool.pk], wanted = part, wanted - part
    if wanted:
        raise NotEnough([Short(thing, told["quantity"], told["quantity"] - wanted)])
    with connection.cursor() as cursor:
        cursor.execute(_ALLOW.format(share="(SELECT 1) share"), told)
        if not cursor.rowcount:
            raise LimitReached(told["most"])
        cursor.execute(_GATHER, {**told, "pools": list(parts), "parts": list(parts.values())})
