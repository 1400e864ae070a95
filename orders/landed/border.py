"""Duty and taxes of goods on one route: from a listing and a freight price to the plain values that duties asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from marketplace.money import Money
from orders.duties.assessment import Assessment, assess
from orders.duties.consignment import Buyer, Consignment, Goods
from orders.duties.kept import kept_book
from orders.duties.rulebook import RuleBook
from orders.incoterms import Incoterm
from orders.landed.routes import Route

CHINA = "CN"


@dataclass(frozen=True)
class Line:
    """So many of one variant. `code` is the code of China's customs table; `value` what all of them cost, in the market's currency."""

    key: str
    code: str
    value: Money
    origin: str
    net_kg: Decimal | None
    pieces: int
    is_indivisible: bool = False  # one thing that cannot be sold in parts


def code_for(code: str, market: str) -> str:
    """Ours are China's national codes: of another market only the six digits that all share are known."""
    return code if market == CHINA else code[:6]


def book_for(route: Route, codes: Sequence[str], day: date) -> RuleBook:
    """The rows that speak for these goods, as they stood at most a minute ago."""
    return kept_book(route.market, day, [code_for(code, route.market.code) for code in codes])


def taxes(
    lines: Sequence[Line], freight: Money | None, route: Route, book: RuleBook, *, has_proof: bool = False, buyer: Buyer | None = None
) -> Assessment:
    """Duty and taxes of one parcel. Prices are of goods handed over in Kigali (FCA); what a carrier asks to the door counts as freight
    to the border, because no card parts it; insurance none is sold here. `has_proof`: the certificate of origin is there and the goods
    are transported directly."""
    market = route.market.code
    asked = Consignment(
        goods=[
            Goods(line.key, code_for(line.code, market), line.value, line.origin, line.net_kg, line.pieces, line.is_indivisible)
            for line in lines
        ],
        term=Incoterm.FCA,
        buyer=buyer or route.buyer,
        channel=route.channel,
        freight=freight,
        insurance=Money.zero(book.currency),
        has_origin_proof=has_proof,
        is_direct=has_proof,
    )
    return assess(asked, book)
