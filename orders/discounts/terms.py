"""A rule as it is reckoned with: plain values, its shelves and campaigns already looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language

from marketplace.allocation.things import Thing
from marketplace.money import Money


@dataclass(frozen=True, slots=True)
class Good:
    """One line of what is being bought, as a discount sees it. `total` is before any discount; `is_barred`: it takes none, as what was
    claimed in a flash sale."""

    key: int
    seller_id: int
    product_id: int
    category_id: int
    quantity: int
    total: Money
    is_barred: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Without a scope it is for every good (of the seller, where one is named). `payer` is whose money the house's part is: "" the
    marketplace's."""

    id: int
    code: str
    names: Mapping[str, str]
    percent: Decimal | None
    off: Money | None
    minimum: Money | None
    seller_id: int | None
    has_scope: bool
    categories: frozenset[int]
    products: frozenset[int]
    house_percent: Decimal
    payer: str
    starts_at: datetime
    ends_at: datetime
    thing: Thing
    total_limit: int | None
    buyer_limit: int | None

    @property
    def currency(self) -> str:
        """The one currency it counts in; empty for a percentage of any."""
        return self.off.currency if self.off else self.minimum.currency if self.minimum else ""

    @property
    def name(self) -> str:
        return name_in(self.names, get_language() or "en")

    @property
    def is_limited(self) -> bool:
        return self.total_limit is not None or self.buyer_limit is not None

    def counts_at(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at

    def covers(self, good: Good) -> bool:
        """Whether it is for this good at all."""
        if good.is_barred or (self.seller_id is not None and good.seller_id != self.seller_id):
            return False
        return not self.has_scope or good.category_id in self.categories or good.product_id in self.products


@dataclass(frozen=True, slots=True)
class Cut:
    """What a rule takes off one line, and how much of that the house pays; the seller bears the rest."""

    terms: Terms
    amount: Money
    promotion: Money


def name_in(names: Mapping[str, str], language: str) -> str:
    """In the language, else in English, else in any."""
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


def frozen(cuts: list[Cut]) -> list[dict[str, object]]:
    """As an order's line keeps them: which rule under which names, how much, and whose money."""
    return [
        {
            "rule": cut.terms.id,
            "code": cut.terms.code,
            "names": dict(cut.terms.names),
            "percent": f"{cut.terms.percent.normalize():f}" if cut.terms.percent else "",
            "amount": str(cut.amount.rounded().amount),
            "promotion": str(cut.promotion.rounded().amount),
            "payer": cut.terms.payer,
        }
        for cut in cuts
    ]
