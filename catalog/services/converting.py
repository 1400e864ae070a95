"""What a price would be in the other currencies, at the dated rate. Nothing is written here, and nothing shown to buyers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from catalog.models import PriceProposal, VariantPrice
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.money.models import ExchangeRate
from marketplace.money.rates import NoRate, convert


def worked_out(ids: Iterable[int], on: date | None = None) -> list[PriceProposal]:
    """What these variants would cost in each currency in which their seller typed no price, from the first typed one (the hub's order
    of currencies) that a rate of the day joins; not saved. A currency no rate reaches is not there."""
    currencies = current_hub().selling_currencies
    typed: dict[int, dict[str, Decimal]] = {pk: {} for pk in ids}
    for row in VariantPrice.objects.filter(variant__in=typed, converted_from=""):
        typed[row.variant_id][row.currency] = row.amount
    rates: dict[tuple[str, str], tuple[Decimal, ExchangeRate] | None] = {}

    def rate_between(base: str, quote: str) -> tuple[Decimal, ExchangeRate] | None:
        if (base, quote) not in rates:
            try:
                done = convert(Money(Decimal(1), base), quote, on)
                rates[base, quote] = (done.rate, done.row)
            except NoRate:
                rates[base, quote] = None
        return rates[base, quote]

    found: list[PriceProposal] = []
    for pk, amounts in typed.items():
        for currency in currencies:
            if currency in amounts:
                continue
            base = next((base for base in currencies if base in amounts and rate_between(base, currency)), None)
            if base is None:
                continue
            rate, row = rate_between(base, currency)
            amount = Money(amounts[base] * rate, currency).rounded().amount
            if amount > 0:
                proposal = PriceProposal(variant_id=pk, currency=currency, amount=amount, rate=row)
                proposal.converted_from, proposal.base_amount = base, amounts[base]
                found.append(proposal)
    return found
