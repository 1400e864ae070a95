"""What a variant costs and whether it can be bought this moment: the one question cart and checkout ask the catalog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.enums import WhyNot
from catalog.models import Photo, Product, Variant, VariantPrice
from catalog.selectors.papers import closed_destinations
from marketplace.money import Money

if TYPE_CHECKING:
    from sellers.models import Seller


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant as it stands now. `unit_price` is None and `why_not` says why where it cannot be bought."""

    variant: Variant
    product: Product
    seller: Seller
    name: str
    unit_price: Money | None
    available: int
    photo: Photo | None
    net_weight_g: int
    gross_weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    not_to: frozenset[str]  # countries to which it cannot be sold until RDB says otherwise
    why_not: WhyNot | None

    @property
    def is_buyable(self) -> bool:
        return self.why_not is None


def name_of(product: Product, variant: Variant) -> str:
    """Product and variant in the reader's language, as a cart line or an invoice names them."""
    return f"{product.name}, {variant.name}" if variant.name else product.name


def offers_for(variant_ids: Iterable[int], currency: str) -> dict[int, Offer]:
    """The offers of these variants in this currency; three queries however many. Variants that no longer exist are left out."""
    ids = set(variant_ids)
    variants = list(
        Variant.objects.filter(pk__in=ids, product__in=Product.objects.all())
        .select_related("product__seller", "product__hs_code", "product__cover", "product__category", "product__district")
        .order_by("pk")
    )
    prices = {row.variant_id: row.money for row in VariantPrice.objects.filter(variant__in=ids, currency=currency)}
    closed = closed_destinations([variant.product.hs_code.code for variant in variants if variant.product.hs_code])
    return {variant.pk: _offer(variant, prices.get(variant.pk), closed) for variant in variants}


def _offer(variant: Variant, price: Money | None, closed: dict[str, frozenset[str]]) -> Offer:
    product = variant.product
    why_not: WhyNot | None = None
    if not (product.is_published and product.seller.is_selling):
        why_not = WhyNot.NOT_LISTED
    elif price is None:
        why_not = WhyNot.NO_PRICE
    elif variant.available < variant.minimum_quantity:
        why_not = WhyNot.SOLD_OUT
    return Offer(
        variant=variant,
        product=product,
        seller=product.seller,
        name=name_of(product, variant),
        unit_price=price,
        available=variant.available,
        photo=product.cover,
        net_weight_g=variant.net_weight_g or 0,
        gross_weight_g=variant.gross_weight_g or 0,
        length_mm=variant.length_mm or 0,
        width_mm=variant.width_mm or 0,
        height_mm=variant.height_mm or 0,
        not_to=closed.get(product.hs_code.code, frozenset()) if product.hs_code else frozenset(),
        why_not=why_not,
    )
