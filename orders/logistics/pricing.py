"""One rate card applied to one shipment: freight by the break-point rule, surcharges, each line converted and rounded, then summed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from marketplace.money import Money, total
from marketplace.money.rates import convert
from orders.logistics.breakpoint import Break, cheapest
from orders.logistics.chargeable import Chargeable, chargeable
from orders.logistics.enums import Basis, WeightRule
from orders.logistics.models import RateCard, Surcharge
from orders.logistics.parcels import Parcel

DOCUMENTS = 1  # one set of papers a shipment


@dataclass(frozen=True)
class Priced:
    card: RateCard
    chargeable: Chargeable
    money: Money
    components: list[dict[str, Any]]


class Converter:
    """Rates of one day into one currency, each looked up once."""

    def __init__(self, to: str, on: date) -> None:
        self.to, self.on = to, on
        self._step = Money(Decimal(0), to).rounded().amount  # 0.00, or 0 for francs
        self._known: dict[str, tuple[Decimal, dict[str, str]]] = {}

    def __call__(self, amount: Money) -> tuple[Money, dict[str, str]]:
        """The converted, rounded amount and where its rate comes from. Raises NoRate."""
        rate, told = self._rate(amount.currency)
        return Money(amount.amount * rate, self.to).rounded(), told

    def value(self, amount: Decimal, currency: str) -> Decimal:
        """Only the converted, rounded number: what thousands of comparisons need. Raises NoRate."""
        known = self._known.get(currency) or self._rate(currency)
        return (amount * known[0]).quantize(self._step, ROUND_HALF_UP)

    def told(self, currency: str) -> dict[str, str]:
        return self._rate(currency)[1]

    def _rate(self, currency: str) -> tuple[Decimal, dict[str, str]]:
        if currency not in self._known:
            found = convert(Money(Decimal(0), currency), self.to, on=self.on)
            row = found.row
            self._known[currency] = (
                found.rate,
                {"rate": _text(found.rate), "rate_day": row.day.isoformat(), "rate_source": row.source} if row else {},
            )
        return self._known[currency]


def price(card: RateCard, parcels: Sequence[Parcel], converter: Converter) -> Priced:
    """The card's price for the parcels, line by line. Raises NoRate where no dated rate joins the currencies."""
    weighed = chargeable(WeightRule(card.weight_rule), parcels, card.ratio)
    breaks = [Break(row.from_quantity, row.unit_rate) for row in card.breaks.all()]
    freight = cheapest(weighed.quantity, breaks, card.minimum)
    pieces = sum(parcel.quantity for parcel in parcels)
    lines = [
        {
            "code": "freight",
            "basis": card.unit,
            "quantity": _text(freight.declared),
            "unit_rate": _text(freight.rate),
            "is_minimum": freight.is_minimum,
            "is_declared_up": freight.is_declared_up,
            **_converted(Money(freight.amount, card.currency), converter),
        }
    ]
    for surcharge in card.surcharges.all():
        lines.append(_surcharge_line(surcharge, card, weighed.kg, freight.amount, pieces, converter))
    amounts = [Money(Decimal(line["converted"]), converter.to) for line in lines]
    return Priced(card, weighed, total(amounts, converter.to), lines)


def _surcharge_line(
    surcharge: Surcharge, card: RateCard, kg: Decimal, freight: Decimal, pieces: int, converter: Converter
) -> dict[str, Any]:
    quantity = {
        Basis.PER_KG: kg,
        Basis.PERCENT: freight / 100,
        Basis.PER_DOCUMENT: Decimal(DOCUMENTS),
        Basis.PER_SHIPMENT: Decimal(1),
        Basis.PER_PIECE: Decimal(pieces),
    }[Basis(surcharge.basis)]
    amount = quantity * surcharge.rate
    return {
        "code": surcharge.code,
        "basis": surcharge.basis,
        "quantity": _text(kg if surcharge.basis == Basis.PER_KG else Decimal(pieces) if surcharge.basis == Basis.PER_PIECE else Decimal(1)),
        "unit_rate": _text(surcharge.rate),
        "is_minimum": amount < surcharge.minimum,
        "is_declared_up": False,
        **_converted(Money(max(amount, surcharge.minimum), surcharge.currency or card.currency), converter),
    }


def _converted(money: Money, converter: Converter) -> dict[str, str]:
    converted, told = converter(money)
    return {"amount": _text(money.amount), "currency": money.currency, "converted": str(converted.amount), **told}


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}"
