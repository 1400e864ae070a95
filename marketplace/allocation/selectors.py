"""How many are there, and how many of them free, at this moment: the counters and what they have not heard of yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Now

from marketplace.allocation.enums import HoldState
from marketplace.allocation.models import Hold, Pool
from marketplace.allocation.things import Thing
from marketplace.hubs.context import current_hub


@dataclass(frozen=True)
class Level:
    """A thing as it stands: units here, units set aside for somebody, units free. The last is the first less the second."""

    on_hand: int
    held: int

    @property
    def free(self) -> int:
        return self.on_hand - self.held


NOTHING = Level(0, 0)


def free_sql(subject: str, key: str, hub: str) -> str:
    """The same as free() inside a statement of another room: SQL for the subject, the key as text and the hub's id."""
    return f"""coalesce((
        SELECT sum(pool.on_hand - pool.taken + coalesce((
            SELECT sum(h.quantity) FROM allocation_hold h WHERE h.pool_id = pool.id AND h.is_counted AND h.expires_at <= now()
        ), 0)) FROM allocation_pool pool WHERE pool.hub_id = {hub} AND pool.subject = {subject} AND pool.key = {key}
    ), 0)::int"""


_FREE = f"SELECT w.subject, w.key, {free_sql('w.subject', 'w.key', '%s')} FROM unnest(%s::text[], %s::text[]) AS w(subject, key)"


def free(things: Iterable[Thing]) -> dict[Thing, int]:
    """The free units of each thing; 0 for what has no pool."""
    things = list(things)
    with connection.cursor() as cursor:
        cursor.execute(_FREE, [current_hub().pk, [thing.subject for thing in things], [thing.key for thing in things]])
        return {Thing(subject, key): units for subject, key, units in cursor.fetchall()}


def levels(things: Iterable[Thing]) -> dict[Thing, Level]:
    """What is here and what of it is set aside, for each thing that has a pool."""
    wanted = set(things)
    pools = Pool.objects.filter(subject__in={thing.subject for thing in wanted}, key__in={thing.key for thing in wanted})
    found: dict[Thing, Level] = {}
    for row in pools.annotate(here=_on_hand(), aside=_held()).values("subject", "key", "here", "aside"):
        thing = Thing(row["subject"], row["key"])
        if thing in wanted:
            before = found.get(thing, NOTHING)
            found[thing] = Level(before.on_hand + row["here"], before.held + row["aside"])
    return found


def level(thing: Thing) -> Level:
    return levels([thing]).get(thing, NOTHING)


def _holds(condition: Q) -> Coalesce:
    """The units of a pool's counted holds under a condition."""
    rows = Hold.across_hubs.filter(condition, pool=OuterRef("pk"), is_counted=True).order_by().values("pool")
    return Coalesce(Subquery(rows.annotate(units=Sum("quantity")).values("units")), 0)


def _on_hand() -> Combinable:
    return F("on_hand") - _holds(Q(expires_at__isnull=True)) + _holds(Q(state=HoldState.RETURNED))


def _held() -> Combinable:
    return F("taken") - _holds(Q(expires_at__isnull=True) | Q(expires_at__lte=Now()) & ~Q(state=HoldState.RETURNED))


def _of_row(subject: str, key: str, value: Combinable) -> Coalesce:
    pools = Pool.across_hubs.filter(hub=current_hub(), subject=subject, key=Cast(OuterRef(key), CharField())).order_by()
    sums = pools.annotate(value=value).values("subject").annotate(units=Sum("value")).values("units")
    return Coalesce(Subquery(sums), Value(0))


def free_units(subject: str, key: str = "pk") -> Coalesce:
    """For annotate(): the free units of the row's thing, whose key is this field of the row."""
    return _of_row(subject, key, F("on_hand") - F("taken") + _holds(Q(expires_at__lte=Now())))


def units_on_hand(subject: str, key: str = "pk") -> Coalesce:
    return _of_row(subject, key, _on_hand())


def units_held(subject: str, key: str = "pk") -> Coalesce:
    return _of_row(subject, key, _held())


def miscounted() -> QuerySet[Pool]:
    """Pools, in all hubs, whose counter is not the sum of the holds it carries. There are none, whatever died in the middle."""
    return Pool.across_hubs.annotate(carried=_holds(~Q(state=HoldState.RETURNED))).exclude(carried=F("taken")).order_by("pk")
