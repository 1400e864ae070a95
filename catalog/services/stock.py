"""Stock by variant. What is held for a buyer cannot be held for another: marketplace.allocation sees to it; here its words are those of
the trade, and things are variants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from catalog.exceptions import HeldStock, NothingHeld, OutOfStock, Shortage
from catalog.models import Product, Variant
from catalog.models.variant import STOCK
from marketplace.accounts.models import User
from marketplace.allocation import services as allocation
from marketplace.allocation.exceptions import HoldGone, NotEnough, StillTaken
from marketplace.allocation.things import Thing
from marketplace.history.services import record

Quantities = Mapping[int, int]


def things_of(quantities: Quantities) -> dict[Thing, int]:
    """The same by thing, in the order of the variants."""
    return {Thing(STOCK, str(pk)): quantities[pk] for pk in sorted(quantities)}


def hold(quantities: Quantities, *, key: str, until: datetime, holder: str = "") -> None:
    """Set these quantities aside under the key, all or none; free for others again at that moment. Once a transaction, and late in it:
    until it ends, others who want the same wait. Raises OutOfStock naming every variant that is short."""
    try:
        allocation.hold(things_of(quantities), key=key, until=until, holder=holder)
    except NotEnough as refusal:
        raise OutOfStock([Shortage(int(short.thing.key), short.wanted, short.free) for short in refusal.shorts]) from refusal


def release(key: str) -> None:
    """Give back to the shelf what is still held under the key. Nobody waits for it; twice is once."""
    allocation.release(key)


def commit(key: str) -> None:
    """Hand over what is held under the key: it leaves the shelf for good, all or none. Raises NothingHeld where it was settled before, or
    ran out and a part of it went to others."""
    try:
        allocation.commit(key)
    except HoldGone as gone:
        raise NothingHeld(key) from gone


def extend(key: str, *, until: datetime, to: str = "") -> None:
    """Hold it until another moment, and under the key `to` where one is given. Raises NothingHeld as commit does."""
    try:
        allocation.extend(key, until=until, to=to)
    except HoldGone as gone:
        raise NothingHeld(key) from gone


def put_back(quantities: Quantities) -> None:
    """Goods that were handed over are on the shelf again: their order ended before it left. Nobody waits for it."""
    allocation.put_back(things_of(quantities))


def shelve(quantities: Quantities) -> None:
    """The first count of new variants, in one statement and without a word in the history: for goods written in bulk."""
    allocation.open_pools(things_of(quantities))


@transaction.atomic
def set_on_hand(*, variant: Variant, on_hand: int, by: User | None) -> None:
    """Write down a count of the shelf. Raises HeldStock when buyers hold more than that, ValueError below zero."""
    try:
        before = allocation.set_on_hand(variant.thing, on_hand)
    except StillTaken as taken:
        raise HeldStock(taken.taken) from taken
    if before != on_hand:
        record(
            subject=Product(pk=variant.product_id),
            action="stock.counted",
            by=by,
            before={variant.sku: before},
            after={variant.sku: on_hand},
        )
