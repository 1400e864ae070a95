"""What one piece of a call-off costs, from the contract's formula (docs/trade.md has the worked table)."""

from __future__ import annotations

from datetime import date

from marketplace.money import Money
from orders.trade.enums import Formula
from orders.trade.exceptions import CallOffRefused
from orders.trade.models import ReferencePrice, SupplyContract


def reference_on(contract: SupplyContract, day: date) -> ReferencePrice:
    """The latest row not later than the day, in the contract's own currency and unit. Raises CallOffRefused("reference"): no row, no
    price, and never a guess."""
    rows = ReferencePrice.objects.filter(code=contract.reference, currency=contract.currency, unit=contract.unit, day__lte=day)
    row = rows.order_by("-day").first()
    if row is None:
        raise CallOffRefused("reference", name=contract.reference)
    return row


def price_of_piece(contract: SupplyContract, day: date) -> tuple[Money, ReferencePrice | None]:
    """The price of the day for one piece, rounded once, and the reference row it rests on."""
    row = reference_on(contract, day) if contract.formula == Formula.REFERENCE else None
    unit_price = contract.unit_price if row is None else row.amount + contract.differential
    money = Money(unit_price * contract.unit_content, contract.currency).rounded()
    if money.amount <= 0:
        raise CallOffRefused("reference", name=contract.reference)
    return money, row
