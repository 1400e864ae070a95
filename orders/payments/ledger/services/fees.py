"""What providers take for a trade, from their lists of a day. An officer who writes a settlement down types fees as well: each fee is
booked by whichever comes first, and the other one only counts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F, Sum

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.ledger.enums import AccountKind, EntryKind, Item
from orders.payments.ledger.models import Entry, ProviderFee, Settlement
from orders.payments.ledger.services.writing import Move, write
from orders.payments.models import Payment


@dataclass(frozen=True)
class Fee:
    """One line of a list. money is above zero where the provider took it, below where it gave it back with that refund."""

    reference: str
    money: Money
    refund_number: str = ""
    payment: Payment | None = None


def record_fees(*, provider: str, day: date, fees: Sequence[Fee]) -> int:
    """Write down those that are new, and book what no settlement has counted yet: from what lies at the provider. The same list again
    writes nothing. Returns how many were new."""
    if not _unknown(provider, fees):
        return 0
    with transaction.atomic():
        lock_fees(provider)
        rows = [_row(provider, day, fee) for fee in _unknown(provider, fees)]
        _count_what_settlements_counted(provider, day, rows)
        for is_taken in (True, False):  # apart, lest what was taken and given back that day leaves no trace
            _book(provider, day, [row for row in rows if (row.amount > 0) is is_taken and row.counted_amount != row.amount])
        ProviderFee.objects.bulk_create(rows)
    return len(rows)


def known_fee(*, provider: str, day: date, fee: Money) -> Money:
    """How much of a fee that a settlement of that day names stands in the books already, by lists up to that day and without what
    earlier settlements counted. The caller holds lock_fees()."""
    rows = ProviderFee.objects.filter(provider=provider, currency=fee.currency)
    booked = rows.filter(day__lte=day).aggregate(sum=Sum(F("amount") - F("counted_amount")))["sum"] or Decimal(0)
    counted = Settlement.objects.filter(provider=provider, currency=fee.currency).aggregate(sum=Sum("known_fee_amount"))["sum"]
    left = booked - (counted or Decimal(0))
    return Money(min(max(left, Decimal(0)), fee.amount), fee.currency)


def lock_fees(provider: str) -> None:
    """Until the transaction ends nobody else counts this provider's fees: there is no one row that both sides read and write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ledger.fees {current_hub().pk} {provider}"])


def _unknown(provider: str, fees: Sequence[Fee]) -> list[Fee]:
    references = {fee.reference for fee in fees if fee.money}
    known = set(ProviderFee.objects.filter(provider=provider, reference__in=references).values_list("reference", "refund_number"))
    first = {(fee.reference, fee.refund_number): fee for fee in reversed(fees) if fee.money}
    return [fee for names, fee in reversed(first.items()) if names not in known]


def _row(provider: str, day: date, fee: Fee) -> ProviderFee:
    return ProviderFee(
        hub=current_hub(),
        provider=provider,
        reference=fee.reference,
        refund_number=fee.refund_number,
        day=day,
        payment=fee.payment,
        currency=fee.money.currency,
        amount=fee.money.amount,
    )


def _count_what_settlements_counted(provider: str, day: date, rows: Iterable[ProviderFee]) -> None:
    """A settlement that booked more than the lists knew then had counted fees of days up to its own."""
    ahead = Settlement.objects.filter(provider=provider, day__gte=day, fee_amount__gt=F("known_fee_amount")).order_by("day", "pk")
    counted = list(ahead.annotate(found=Sum("counted_fees__counted_amount")))
    left = {one.pk: one.fee_amount - one.known_fee_amount - (one.found or Decimal(0)) for one in counted}
    for row in rows:
        for one in counted:
            if row.amount > 0 and left[one.pk] > 0 and one.currency == row.currency:
                row.counted_by, row.counted_amount = one, min(row.amount, left[one.pk])
                left[one.pk] -= row.counted_amount
                break


def _book(provider: str, day: date, rows: Sequence[ProviderFee]) -> None:
    moves = []
    for row in rows:
        fee = row.money - row.counted
        moves += [Move(AccountKind.PROVIDER, fee * -1, Item.FEE, provider), Move(AccountKind.FEES, fee, Item.FEE, provider)]
    begins = f"fee:{provider}:{day}:"  # the same day may be read again when more stands on its list: then that is another entry
    key = f"{begins}{Entry.objects.filter(key__startswith=begins).count() + 1}"
    entry = write(key=key, kind=EntryKind.PROVIDER_FEE, moves=moves)
    for row in rows:
        row.entry_id = entry
