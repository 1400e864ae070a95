from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from marketplace.money.amounts import Money
from marketplace.money.models import ExchangeRate


class NoRate(LookupError):
    """No dated rate joins these two currencies: ask staff, never guess."""


@dataclass(frozen=True)
class Conversion:
    """A converted, rounded amount, the rate used and the row it came from (None where nothing was converted)."""

    money: Money
    rate: Decimal
    row: ExchangeRate | None


def convert(money: Money, to: str, on: date | None = None) -> Conversion:
    """The amount in another currency at the latest rate not later than `on`, read straight or turned over. Raises NoRate."""
    if money.currency == to:
        return Conversion(money.rounded(), Decimal(1), None)
    on = on or timezone.localdate()
    rows = ExchangeRate.objects.filter(day__lte=on).order_by("-day")
    row = rows.filter(base=money.currency, quote=to).first()
    if row:
        rate = row.rate
    else:
        row = rows.filter(base=to, quote=money.currency).first()
        if row is None:
            raise NoRate(f"No rate from {money.currency} to {to} on {on}.")
        rate = 1 / row.rate
    return Conversion(Money(money.amount * rate, to).rounded(), rate, row)
