"""From Valkey into the table: a batch is set aside under a name of its own, and written by the job of that name."""

from __future__ import annotations

from collections import defaultdict
from secrets import token_hex

from django.db import connection
from django_redis import get_redis_connection
from redis.exceptions import RedisError, ResponseError

from catalog.campaigns.interest.counting import CART, HEAP, SEARCH, VIEW
from catalog.models import Product, Variant
from marketplace.hubs.context import current_hub, use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue

BATCHES = f"{HEAP}:batches"


def collect() -> int:
    """Set aside what was counted and ask for it to be written. Returns how many batches. Where the worker ends in between, the next round
    finds the batch again, and the job of its key is there already."""
    try:
        valkey = get_redis_connection("default")
        name = f"{HEAP}:{token_hex(8)}"
        valkey.sadd(BATCHES, name)
        try:
            valkey.rename(HEAP, name)
            valkey.sadd(BATCHES, name)  # another round may have found it empty in between
        except ResponseError:  # nothing was counted
            valkey.srem(BATCHES, name)
        waiting = sorted(batch.decode() for batch in valkey.smembers(BATCHES))
        for batch in waiting:
            _ask(batch, {field.decode(): int(number) for field, number in valkey.hgetall(batch).items()})
            valkey.delete(batch)
            valkey.srem(BATCHES, batch)
    except RedisError:
        return 0
    return len(waiting)


def _ask(batch: str, counts: dict[str, int]) -> None:
    """A job a hub; each stands committed when this returns."""
    by_hub: dict[int, list[tuple[str, str, int, int]]] = defaultdict(list)
    for field, number in counts.items():
        hub, day, kind, thing = field.split(":")
        by_hub[int(hub)].append((day, kind, int(thing), number))
    for hub in Hub.objects.filter(pk__in=by_hub):
        with use_hub(hub):
            enqueue("campaigns.write_interest", key=f"{batch}:{hub.pk}", payload={"counts": by_hub[hub.pk]})


def write(counts: list[tuple[str, str, int, int]]) -> int:
    """Add these to the days. Goods that are gone, or never were, are left out. Returns how many rows were written."""
    variants = {number for _day, kind, number, _times in counts if kind == CART}
    product_of = dict(Variant.objects.filter(pk__in=variants).values_list("pk", "product")) if variants else {}
    known = set(
        Product.objects.filter(pk__in={n for _d, kind, n, _t in counts if kind in (VIEW, SEARCH)} | set(product_of.values())).values_list(
            "pk", flat=True
        )
    )
    sums: dict[tuple[int, str, str], int] = defaultdict(int)
    for day, kind, number, times in counts:
        product = product_of.get(number) if kind == CART else number
        if product in known:
            sums[product, day, kind] += times
    rows = sorted((*key, number) for key, number in sums.items())  # one order for every writer
    with connection.cursor() as cursor:
        for product, day, kind, number in rows:
            cursor.execute(
                """INSERT INTO campaigns_dailycount (hub_id, product_id, day, kind, number) VALUES (%s, %s, %s, %s, %s)
                ON CONFLICT (product_id, day, kind) DO UPDATE SET number = campaigns_dailycount.number + EXCLUDED.number""",
                [current_hub().pk, product, day, kind, number],
            )
    return len(rows)
