"""How a flash sale stands at this moment: what is left is asked of its pools, what o'clock it is of the server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from catalog.campaigns.models import FlashSale
from catalog.selectors.browsing import Scope, read_rows
from catalog.selectors.cards import cards_of
from marketplace.allocation.selectors import free
from marketplace.hubs.preferences import Preferences
from marketplace.look.pages import Card

BEFORE, OPEN, SOLD_OUT, OVER = "before", "open", "sold_out", "over"


@dataclass(frozen=True, slots=True)
class Standing:
    """A sale with what nobody has claimed of it, and the server's time."""

    sale: FlashSale
    left: int
    now: datetime

    @property
    def state(self) -> str:
        if self.now < self.sale.opens_at:
            return BEFORE
        if self.now >= self.sale.closes_at:
            return OVER
        return OPEN if self.left >= self.sale.variant.minimum_quantity else SOLD_OUT

    @property
    def turns_at(self) -> datetime | None:
        """When the page says something else by itself."""
        return {BEFORE: self.sale.opens_at, OPEN: self.sale.closes_at, SOLD_OUT: self.sale.closes_at}.get(self.state)

    @property
    def name(self) -> str:
        variant = self.sale.variant
        return f"{variant.product.name}, {variant.name}" if variant.name else variant.product.name


def standings(sales: Iterable[FlashSale], *, now: datetime) -> dict[int, Standing]:
    """By number, one query for all of them. The sales come with their variant and product."""
    sales = {sale.pk: sale for sale in sales}
    left = free(sale.thing for sale in sales.values()) if sales else {}
    return {pk: Standing(sale, left.get(sale.thing, 0), now) for pk, sale in sales.items()}


def get_standing(slug: str, *, now: datetime) -> Standing:
    """Raises Http404 where there is no such sale."""
    sale = FlashSale.objects.select_related("variant__product").filter(slug=slug).first()
    if sale is None:
        raise Http404
    return standings([sale], now=now)[sale.pk]


def cards_of_sale(sale: FlashSale, preferences: Preferences) -> list[Card]:
    """What is sold, with the shelf's price; nothing where it is not on sale in the reader's currency."""
    scope = Scope(preferences.currency, product_ids=[sale.variant.product_id])
    return cards_of(read_rows(scope, language=preferences.language, limit=1), preferences.currency, preferences.language)
