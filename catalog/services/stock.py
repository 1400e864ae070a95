"""Stock, which is scarce: what is held for a buyer cannot be held for another. Each function is one statement that takes its
rows in primary-key order, so two buyers never wait on each other in a circle; `variant_never_oversold` stands behind it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction

from catalog.exceptions import HeldStock, NothingHeld, OutOfStock, Shortage
from catalog.models import Product, Variant
from marketplace.accounts.models import User
from marketplace.history.services import record

Quantities = Mapping[int, int]

# All or nothing in itself: `wanted` sees the rows as they are once locked, so a caller needs no savepoint.
_STATEMENT = """
    WITH wanted AS (
        SELECT v.id, w.quantity, {free} AS free
        FROM catalog_variant v JOIN unnest(%s::bigint[], %s::bigint[]) AS w(id, quantity) ON v.id = w.id
        ORDER BY v.id
        FOR UPDATE OF v
    )
    UPDATE catalog_variant v SET {change} FROM wanted
    WHERE v.id = wanted.id
        AND NOT EXISTS (SELECT FROM wanted WHERE free < quantity)
        AND (SELECT count(*) FROM wanted) = %s
"""
_HOLD = _STATEMENT.format(free="v.on_hand - v.held", change="held = v.held + wanted.quantity")
_RELEASE = _STATEMENT.format(free="v.held", change="held = v.held - wanted.quantity")
_COMMIT = _STATEMENT.format(free="v.held", change="held = v.held - wanted.quantity, on_hand = v.on_hand - wanted.quantity")
_PUT_BACK = _STATEMENT.format(free="w.quantity", change="on_hand = v.on_hand + wanted.quantity")


def _move(statement: str, quantities: Quantities) -> bool:
    """Run the statement; whether it served every variant. When not, it changed nothing."""
    if any(quantity < 1 for quantity in quantities.values()):
        raise ValueError("Stock moves in whole units above zero.")
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(quantities), list(quantities.values()), len(quantities)])
        return cursor.rowcount == len(quantities)


def hold(quantities: Quantities) -> None:
    """Set these quantities aside, all or none. Raises OutOfStock naming every variant that is short."""
    if not _move(_HOLD, quantities):
        free = {variant.pk: variant.available for variant in Variant.objects.filter(pk__in=quantities)}
        raise OutOfStock([Shortage(pk, wanted, free.get(pk, 0)) for pk, wanted in sorted(quantities.items()) if free.get(pk, 0) < wanted])


def release(quantities: Quantities) -> None:
    """Give held quantities back to the shelf, all or none. Raises NothingHeld where less is held."""
    if not _move(_RELEASE, quantities):
        raise NothingHeld(f"variants {sorted(quantities)}")


def commit(quantities: Quantities) -> None:
    """Hand held quantities over: they leave the shelf for good, all or none. Raises NothingHeld where less is held."""
    if not _move(_COMMIT, quantities):
        raise NothingHeld(f"variants {sorted(quantities)}")


def put_back(quantities: Quantities) -> None:
    """Goods that were handed over are on the shelf again: their order ended before it left."""
    if not _move(_PUT_BACK, quantities):
        raise NothingHeld(f"variants {sorted(quantities)}")


@transaction.atomic
def set_on_hand(*, variant: Variant, on_hand: int, by: User | None) -> Variant:
    """Write down a count of the shelf. Raises HeldStock when buyers hold more than that, ValueError below zero."""
    if on_hand < 0:
        raise ValueError("A count is never below zero.")
    fresh = Variant.objects.locked().get(pk=variant.pk)
    if on_hand < fresh.held:
        raise HeldStock(fresh.held)
    if on_hand != fresh.on_hand:
        Variant.objects.filter(pk=fresh.pk).update(on_hand=on_hand)
        subject = Product(pk=fresh.product_id)
        record(subject=subject, action="stock.counted", by=by, before={fresh.sku: fresh.on_hand}, after={fresh.sku: on_hand})
        fresh.on_hand = on_hand
    return fresh
