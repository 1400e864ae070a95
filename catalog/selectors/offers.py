"""What a variant costs and whether it can be bought this moment: the one question cart and checkout ask the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import F, FilteredRelation, Q, Value
from django.utils.translation import get_language

from catalog.enums import WhyNot
from catalog.models import Photo, Product, Variant
from catalog.models.variant import STOCK
from catalog.naming import line_name
from catalog.selectors.papers import closed_destinations
from catalog.selectors.scheduling import scheduled_amount
from catalog.selectors.tiers import tier_rows
from catalog.tiers import Scale, scale
from marketplace.allocation.selectors import free_units
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.prepared import plans_kept

if TYPE_CHECKING:
    from sellers.models import Seller


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant as it stands now. Without a price `scale` is None, and `why_not` says why where it cannot be bought."""

    variant: Variant
    product: Product
    seller: Seller
    name: str
    scale: Scale | None
    available: int
    photo: Photo | None
    net_weight_g: int
    gross_weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    why_not: WhyNot | None
    _closed: Callable[[], dict[str, frozenset[str]]] = field(repr=False, compare=False)

    @property
    def unit_price(self) -> Money | None:
        """Of one, where no more are bought."""
        return self.scale.base if self.scale else None

    def price_at(self, quantity: int) -> Money | None:
        """Of one, where so many are bought together."""
        return self.scale.at(quantity) if self.scale else None

    @property
    def is_buyable(self) -> bool:
        return self.why_not is None

    @property
    def not_to(self) -> frozenset[str]:
        """Countries to which it cannot be sold until RDB says otherwise; asked once for all offers read together."""
        hs_code = self.product.hs_code
        return self._closed()[hs_code.code] if hs_code else frozenset()


def name_of(product: Product, variant: Variant) -> str:
    """Product and variant in the reader's language, as a cart line or an invoice names them; a size the product's name says already
    is not said twice."""
    return line_name(product.name, variant.name, get_language() or "en")


_LANGUAGES = ("", "_en", "_zh_hans", "_fr", "_rw")
# What a cart line, an order and its papers need; of the rest, the long texts and the sealed columns nothing is read.
READ = [
    *("sku", "unit", "is_indivisible", "minimum_quantity", "quantity_step", "product"),
    *("net_weight_g", "gross_weight_g", "length_mm", "width_mm", "height_mm"),
    *(f"name{language}" for language in _LANGUAGES),
    *(
        f"product__{name}"
        for name in ("hub", "slug", "state", "seller", "category", "hs_code", "cover", "district", "origin_country", "is_demonstration")
    ),
    *(f"product__name{language}" for language in _LANGUAGES),
    *(f"product__seller__{name}" for name in ("hub", "slug", "state", "legal_name", "trade_name", "tin", "language", "district")),
    *(f"product__seller__{name}" for name in ("registration_kind", "registration_number", "sector_address", "public_key")),
    *(f"product__seller__contact_{name}" for name in ("name", "email", "phone")),
    *("product__ready_days", "product__seller__ready_days"),
    *("product__seller__district__name", "product__district__name", "product__coffee__lot"),
    *(f"product__hs_code__{name}" for name in ("code", "hs6", "is_recoded")),
    *(f"product__cover__{name}" for name in ("original", "width", "height", "state", "renditions")),
    *(f"product__cover__alt{language}" for language in _LANGUAGES),
]


def offers_for(variant_ids: Iterable[int], currency: str, *, claimed: Mapping[int, int] | None = None) -> dict[int, Offer]:
    """The offers of these variants in this currency, in one query however many. Variants that no longer exist are left out. What the asker
    has `claimed` of a variant is theirs, and counts as available to them."""
    found = (
        Variant.objects.filter(pk__in=set(variant_ids), product__hub=current_hub())
        .select_related("product__seller__district", "product__hs_code", "product__cover", "product__district", "product__coffee")
        .only(*READ)
        .annotate(price=FilteredRelation("prices", condition=Q(prices__currency=currency)), price_amount=F("price__amount"))
        .annotate(scheduled_amount=scheduled_amount("pk", Value(currency)))
        .annotate(tier_rows=tier_rows("price__pk"))
        .annotate(available=free_units(STOCK))
        .order_by("pk")
    )
    with plans_kept():  # longer planned than read, and asked at every step of a purchase
        variants = list(found)
    codes = {variant.product.hs_code.code for variant in variants if variant.product.hs_code}
    closed = cache(lambda: closed_destinations(codes))
    mine = claimed or {}
    return {variant.pk: _offer(variant, currency, closed, variant.available + mine.get(variant.pk, 0)) for variant in variants}


def _offer(variant: Variant, currency: str, closed: Callable[[], dict[str, frozenset[str]]], available: int) -> Offer:
    product = variant.product
    amount = variant.price_amount if variant.scheduled_amount is None else variant.scheduled_amount
    price = None if variant.price_amount is None else Money(amount, currency).rounded()
    why_not: WhyNot | None = None
    if not (product.is_published and product.seller.is_selling):
        why_not = WhyNot.NOT_LISTED
    elif price is None:
        why_not = WhyNot.NO_PRICE
    elif available < variant.minimum_quantity:
        why_not = WhyNot.SOLD_OUT
    return Offer(
        variant=variant,
        product=product,
        seller=product.seller,
        name=name_of(product, variant),
        scale=scale(price, variant.tier_rows) if price else None,
        available=available,
        photo=product.cover,
        net_weight_g=variant.net_weight_g or 0,
        gross_weight_g=variant.gross_weight_g or 0,
        length_mm=variant.length_mm or 0,
        width_mm=variant.width_mm or 0,
        height_mm=variant.height_mm or 0,
        why_not=why_not,
        _closed=closed,
    )
