"""What is asked: goods, terms and people as plain values, every amount in the market's own currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from marketplace.money import Money, total
from orders.duties.enums import Channel
from orders.incoterms import Incoterm


@dataclass(frozen=True)
class Goods:
    """One line. `code` is the market's national code where it is known, else the first six digits; `value` is the price of the whole
    line under the terms; an empty `origin` is an origin that nobody knows."""

    key: str
    code: str
    value: Money
    origin: str = "RW"
    net_kg: Decimal | None = None
    pieces: int = 1
    is_indivisible: bool = False  # one thing that cannot be sold in parts, such as a piece of furniture


@dataclass(frozen=True)
class Buyer:
    """Who imports. `year_spent` is what the person has bought this calendar year (market's time zone) through the consumer regime;
    None where nobody knows. Customs keeps the true count, ours only advises."""

    is_company: bool
    identity_complete: bool = False
    in_territory: bool = True
    year_spent: Money | None = None


@dataclass(frozen=True)
class Consignment:
    """One order to one place. `freight` and `insurance` are their costs to the first port of the market, inside the price or on top
    of it as the term says; None is unknown, zero is none. `after_arrival` is the part of the price for what happens after the first
    port, where it is shown separately; `tax_in_price` the duty and tax that a DDP price shows separately."""

    goods: Sequence[Goods]
    term: Incoterm
    buyer: Buyer
    channel: Channel
    freight: Money | None = None
    insurance: Money | None = None
    after_arrival: Money | None = None
    tax_in_price: Money | None = None
    has_origin_proof: bool = False
    is_direct: bool = False

    def __post_init__(self) -> None:
        if not self.goods:
            raise ValueError("A consignment needs goods.")
        if any(amount.amount < 0 for amount in self.amounts):
            raise ValueError("No part of a price is below zero.")
        if any(line.pieces < 1 for line in self.goods) or any(line.net_kg is not None and line.net_kg < 0 for line in self.goods):
            raise ValueError("A line has at least one piece and no weight below zero.")

    @property
    def amounts(self) -> list[Money]:
        """Every amount that was told."""
        told = [self.freight, self.insurance, self.after_arrival, self.tax_in_price, self.buyer.year_spent]
        return [*(line.value for line in self.goods), *(amount for amount in told if amount is not None)]

    @property
    def price(self) -> Money:
        return total([line.value for line in self.goods], self.goods[0].value.currency)
