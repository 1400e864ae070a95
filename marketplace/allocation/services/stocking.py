"""How many there are: opening a pool, counting the shelf, and units that come back after they were handed over."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction
from django.db.models import Sum

from marketplace.allocation.enums import HoldState
from marketplace.allocation.exceptions import StillTaken
from marketplace.allocation.models import Hold, Pool
from marketplace.allocation.services.counting import count_in
from marketplace.allocation.things import Thing
from marketplace.hubs.context import current_hub

_OPEN = """
    INSERT INTO allocation_pool (hub_id, subject, key, share, on_hand, taken)
    SELECT %s, w.subject, w.key, 0, 0, 0 FROM unnest(%s::text[], %s::text[]) AS w(subject, key) ORDER BY 1, 2
    ON CONFLICT (hub_id, subject, key, share) DO NOTHING
"""
_PUT_BACK = """
    WITH back AS (
        SELECT p.id, w.quantity FROM unnest(%(subjects)s::text[], %(keys)s::text[], %(quantities)s::int[]) AS w(subject, key, quantity)
        JOIN allocation_pool p ON p.hub_id = %(hub)s AND p.subject = w.subject AND p.key = w.key AND p.share = 0
    )
    INSERT INTO allocation_hold (hub_id, pool_id, quantity, key, holder, state, expires_at, is_limited, is_counted, created_at, changed_at)
    SELECT %(hub)s, id, quantity, %(key)s, '', 'returned', now(), false, true, now(), now() FROM back
    WHERE (SELECT count(*) FROM back) = %(count)s
"""


def open_pools(things: Mapping[Thing, int]) -> None:
    """New pools with so many units each, in one statement: for rows written in bulk. Raises IntegrityError where one is there."""
    Pool.objects.bulk_create(
        [Pool(subject=thing.subject, key=thing.key, on_hand=on_hand) for thing, on_hand in things.items()], batch_size=5000
    )


def open_split(thing: Thing, *, on_hand: int, shares: int) -> None:
    """A new thing whose units lie in several pools, for a rush. Raises IntegrityError where it is there already."""
    part, rest = divmod(on_hand, shares)
    Pool.objects.bulk_create(
        Pool(subject=thing.subject, key=thing.key, share=share, on_hand=part + (share < rest)) for share in range(shares)
    )


@transaction.atomic
def set_on_hand(thing: Thing, on_hand: int) -> int:
    """Write down a count of what is here; opens the pool where there is none. Returns the count before.

    Raises StillTaken where more than that is set aside, ValueError below zero."""
    if on_hand < 0:
        raise ValueError("A count is never below zero.")
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [current_hub().pk, [thing.subject], [thing.key]])
    count_in([thing])
    pool = Pool.objects.select_for_update(no_key=True).get(subject=thing.subject, key=thing.key, share=0)
    # Handed over in a transaction that is ending just now: no longer on the shelf that was counted, and still in the counters.
    leaving = Hold.objects.filter(pool=pool, is_counted=True, state=HoldState.COMMITTED).aggregate(units=Sum("quantity"))["units"] or 0
    if on_hand < pool.taken - leaving:
        raise StillTaken(pool.taken - leaving)
    Pool.objects.filter(pk=pool.pk).update(on_hand=on_hand + leaving)
    return pool.on_hand - leaving


def put_back(units: Mapping[Thing, int], *, key: str = "") -> None:
    """Units that were handed over are here again, free at once. Nobody queues for it; a thing never counted begins a pool."""
    if any(quantity < 1 for quantity in units.values()):
        raise ValueError("Whole units above zero come back.")
    told = {
        "hub": current_hub().pk,
        "subjects": [thing.subject for thing in units],
        "keys": [thing.key for thing in units],
        "quantities": list(units.values()),
        "count": len(units),
        "key": key,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PUT_BACK, told)
        if cursor.rowcount != len(units):  # opening waits for whoever has the pool in hand, so it is done where it must be
            cursor.execute(_OPEN, [told["hub"], told["subjects"], told["keys"]])
            cursor.execute(_PUT_BACK, told)


@transaction.atomic
def withdraw_free(thing: Thing) -> int:
    """Take away what is free of the thing in all its shares; what is set aside stays. Returns how many units are the caller's now."""
    count_in([thing])
    units = 0
    for pool in Pool.objects.select_for_update(no_key=True).filter(subject=thing.subject, key=thing.key).order_by("pk"):
        units += pool.on_hand - pool.taken
        Pool.objects.filter(pk=pool.pk).update(on_hand=pool.taken)
    return units


def close_pools(thing: Thing) -> bool:
    """Remove a thing that was never set aside for anybody. False, and nothing is changed, where a hold was ever written."""
    pools = Pool.objects.filter(subject=thing.subject, key=thing.key)
    if Hold.objects.filter(pool__in=pools).exists():
        return False
    pools.delete()
    return True
