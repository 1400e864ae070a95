from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Case, Q, When
from django.utils import timezone

from marketplace.hubs.context import current_hub
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
    """The amount in another currency at the latest rate not later than `on` (today in the hub's own zone), read straight or turned
    over, straight where both are of one day. Raises NoRate."""
    if money.currency == to:
        return Conversion(money.rounded(), Decimal(1), None)
    on = on or timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))
    pair = Q(base=money.currency, quote=to) | Q(base=to, quote=money.currency)
    is_straight = Case(When(base=money.currency, then=0), default=1)
    row = ExchangeRate.objects.filter(pair, day__lte=on).order_by("-day", is_straight).first()
    if row is None:
        raise NoRate(f"No rate from {money.currency} to {to} on {on}.")
    if row.base == money.currency:
        return Conversion(Money(money.amount * row.rate, to).rounded(), row.rate, row)
    return Conversion(Money(money.amount / row.rate, to).rounded(), 1 / row.rate, row)
