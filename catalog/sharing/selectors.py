"""What stands at an address where nothing is on sale."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.enums import ProductState
from catalog.models import Product
from catalog.selectors.browsing import Scope, read_rows
from catalog.selectors.cards import cards_of
from catalog.selectors.shelves import Shelf, shelf_with
from catalog.sharing.models import FormerAddress
from marketplace.hubs.preferences import Preferences
from marketplace.look.pages import Card
from sellers.enums import SellerState

ALTERNATIVES = 4


@dataclass(frozen=True, slots=True)
class Gone:
    """A listing that was taken off sale, and what stands on its shelf today."""

    name: str
    shelf: Shelf
    cards: list[Card]


def product_now_at(slug: str) -> str:
    """The address today of the product that left this one; "" where none did."""
    return FormerAddress.objects.filter(slug=slug, product__isnull=False).values_list("product__slug", flat=True).first() or ""


def shelf_now_at(slug: str) -> str:
    """The same of a shelf."""
    return FormerAddress.objects.filter(slug=slug, category__isnull=False).values_list("category__slug", flat=True).first() or ""


def gone(slug: str, preferences: Preferences) -> Gone | None:
    """The listing of this address that was sold here and no longer is; None for drafts, and for goods of firms that may not sell today:
    those are not told apart from what never was."""
    withdrawn = Product.objects.filter(slug=slug, state=ProductState.WITHDRAWN, published_at__isnull=False)
    product = withdrawn.filter(seller__state=SellerState.APPROVED).first()
    if product is None:
        return None
    rows = read_rows(Scope(preferences.currency, category_ids=[product.category_id]), language=preferences.language, limit=ALTERNATIVES)
    return Gone(str(product), shelf_with(product.category_id), cards_of(rows, preferences.currency, preferences.language))
