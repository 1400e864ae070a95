"""The one door into the books: an entry with all of its postings, in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.ledger.enums import OF_SELLERS, AccountKind, EntryKind, Item
from orders.payments.ledger.exceptions import Unbalanced

# Accounts are opened the first time they are needed (rarely); nobody's row is locked or changed, so that two captures at the same
# provider never wait for each other.
WRITE = """
    WITH wanted AS (
        SELECT * FROM unnest(%(kinds)s::text[], %(owners)s::text[], %(currencies)s::text[], %(amounts)s::numeric[], %(items)s::text[],
            %(parts)s::text[]) WITH ORDINALITY AS w(kind, owner, currency, amount, item, part, place)
    ), found AS (
        SELECT w.*, a.id AS account_id FROM wanted w
        JOIN ledger_account a ON a.hub_id = %(hub)s AND a.kind = w.kind AND a.owner = w.owner AND a.currency = w.currency
    ), entry AS (
        INSERT INTO ledger_entry (hub_id, key, kind, at, payment_id, note, by_id)
        SELECT %(hub)s, %(key)s, %(kind)s, %(at)s, %(payment)s, %(note)s, %(by)s
        WHERE (SELECT count(*) FROM found) = (SELECT count(*) FROM wanted)
        ON CONFLICT (hub_id, key) DO NOTHING
        RETURNING id
    ), written AS (
        INSERT INTO ledger_posting (hub_id, entry_id, account_id, amount, item, part)
        SELECT %(hub)s, entry.id, found.account_id, found.amount, found.item, found.part FROM entry, found ORDER BY found.place
        RETURNING id
    )
    SELECT (SELECT id FROM entry), (SELECT count(*) FROM wanted) - (SELECT count(*) FROM found), (SELECT count(*) FROM written)
"""
OPEN = """
    INSERT INTO ledger_account (hub_id, kind, owner, seller_id, currency)
    SELECT DISTINCT %(hub)s, kind, owner, CASE WHEN kind = ANY(%(of_sellers)s::text[]) THEN owner::bigint END, currency
    FROM unnest(%(kinds)s::text[], %(owners)s::text[], %(currencies)s::text[]) AS w(kind, owner, currency)
    ORDER BY kind, owner, currency
    ON CONFLICT (hub_id, kind, owner, currency) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Move:
    """So much to an account (above zero) or from it (below)."""

    kind: AccountKind
    amount: Money
    item: Item = Item.MONEY
    owner: str = ""
    part: str = ""


def write(*, key: str, kind: EntryKind, moves: Iterable[Move], payment=None, note: str = "", by=None) -> int | None:
    """Write the entry in the caller's transaction and give its id; None when this key was written before or nothing moves. Moves of
    the same account, item and part become one posting. Raises Unbalanced where a currency does not sum to zero."""
    sums: dict[tuple, Decimal] = defaultdict(Decimal)
    for move in moves:
        sums[move.kind, move.owner, move.amount.currency, move.item, move.part] += move.amount.amount
    rows = [(*place, amount) for place, amount in sums.items() if amount]
    if not rows:
        return None
    _check(key, rows)
    kinds, owners, currencies, items, parts, amounts = (list(map(_plain, column)) for column in zip(*rows, strict=True))
    told = {
        "hub": current_hub().pk,
        "key": key,
        "kind": str(kind),
        "at": timezone.now(),
        "payment": payment and payment.pk,
        "note": note[:300],
        "by": by.pk if by is not None else None,
        "kinds": kinds,
        "owners": owners,
        "currencies": currencies,
        "amounts": amounts,
        "items": items,
        "parts": parts,
        "of_sellers": [str(kind) for kind in OF_SELLERS],
    }
    with connection.cursor() as cursor:
        entry, missing = _run(cursor, told)
        if missing:
            cursor.execute(OPEN, told)
            entry, _ = _run(cursor, told)
    return entry


def _run(cursor, told: dict) -> tuple[int | None, int]:
    cursor.execute(WRITE, told)
    entry, missing, _written = cursor.fetchone()
    return entry, missing


def _plain(value):
    return value if isinstance(value, Decimal) else str(value)


def _check(key: str, rows: list[tuple]) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for _kind, _owner, currency, _item, _part, amount in rows:
        sums[currency] += amount
    if uneven := {currency: amount for currency, amount in sums.items() if amount}:
        raise Unbalanced(f"{key}: {uneven}")
