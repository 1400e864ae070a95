"""Exact money: a Decimal with its currency, and the one rounding function of the house (docs/pricing.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

# Digits after the point, ISO 4217. A currency that is not here has two.
PRECISION = {"RWF": 0, "JPY": 0, "UGX": 0, "KRW": 0, "XAF": 0}


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum."""


def precision(currency: str) -> int:
    return PRECISION.get(currency, 2)


def round_money(amount: Decimal, currency: str) -> Decimal:
    """The amount at the currency's own precision, half up (away from zero for debts)."""
    return amount.quantize(Decimal(1).scaleb(-precision(currency)), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in one currency. Sums keep the currency; mixing two raises CurrencyMismatch."""

    amount: Decimal
    currency: str

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.amount

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: int | Decimal) -> Money:
        return Money(self.amount * factor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return f"{self.rounded().amount} {self.currency}"

    def rounded(self) -> Money:
        return Money(round_money(self.amount, self.currency), self.currency)

    def minor_units(self) -> int:
        """Fen, cents, whole francs: only for the wire, where a provider asks for them."""
        return int(self.rounded().amount.scaleb(precision(self.currency)))

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(round_money(Decimal(0), currency), currency)


def total(amounts: Sequence[Money], currency: str) -> Money:
    """The sum of the amounts; zero of the currency for none."""
    return sum(amounts, Money.zero(currency))


def split_by_largest_remainder(whole: Money, weights: Sequence[Decimal | int]) -> list[Money]:
    """Parts in proportion to the weights that sum to the whole exactly; the odd units go to the largest
    remainders, ties to the earlier part. Equal parts where all weights are zero. Raises ValueError without weights
    or for a negative one."""
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("Shares need at least one weight and none below zero.")
    shares = [Decimal(weight) for weight in weights]
    if not any(shares):
        shares = [Decimal(1)] * len(shares)
    units, everything = whole.minor_units(), sum(shares)
    sign, units = (-1, -units) if units < 0 else (1, units)
    exact = [units * share / everything for share in shares]
    floors = [int(part.to_integral_value(rounding=ROUND_FLOOR)) for part in exact]
    order = sorted(range(len(shares)), key=lambda i: (floors[i] - exact[i], i))
    for i in order[: units - sum(floors)]:
        floors[i] += 1
    scale = -precision(whole.currency)
    return [Money(Decimal(sign * part).scaleb(scale), whole.currency) for part in floors]
