"""Setting units aside: all that was asked for or nothing, in one statement that takes its pools in key order, so that two buyers never wait
on each other in a circle. The statement is the database's function allocation_hold (sql/hold_1.sql); `pool_never_oversold` stands behind
it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from marketplace.allocation.exceptions import NotEnough, Short
from marketplace.allocation.selectors import free
from marketplace.allocation.services.counting import count_in
from marketplace.allocation.things import Thing
from marketplace.hubs.context import current_hub

_HOLD = """SELECT allocation_hold(%(hub)s, %(subjects)s::text[], %(keys)s::text[], %(quantities)s::int[], %(holder)s, %(key)s, %(until)s)"""


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
        "hub": current_hub().pk,
        "key": key,
        "holder": holder,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, told)
        return cursor.fetchone()[0] == len(wants)


def _shorts(wants: Mapping[Thing, int]) -> list[Short]:
    there = free(wants)
    return [Short(thing, quantity, there.get(thing, 0)) for thing, quantity in wants.items() if there.get(thing, 0) < quantity]
