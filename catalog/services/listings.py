"""The flat rows of the list pages and the words of the search, kept beside every change."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from catalog.enums import ProductState
from catalog.models import Listing, Product, VariantPrice
from catalog.search.services.documents import write_documents
from catalog.selectors.scheduling import amount_now, scheduled_amount
from catalog.services.covers import choose_cover


@transaction.atomic
def refresh(product: Product) -> None:
    """Bring cover, list rows and search words of one product up to date; call it at the end of every change to a product."""
    choose_cover(product)
    refresh_listings([product.pk])
    write_documents([product.pk])


@transaction.atomic
def refresh_listings(product_ids: Iterable[int]) -> int:
    """Write the list rows of these products anew: one per currency that has a price, none for what is not published."""
    ids = list(product_ids)
    Listing.objects.filter(product__in=ids).delete()
    products = {
        product.pk: product
        for product in Product.objects.filter(pk__in=ids, state=ProductState.PUBLISHED)
        .select_related("coffee", "category")
        .prefetch_related("materials")
    }
    prices: dict[tuple[int, str], list[VariantPrice]] = {}
    rows = (
        VariantPrice.objects.filter(variant__product__in=list(products))
        .select_related("variant")
        .annotate(scheduled_amount=scheduled_amount())
        .annotate(now=amount_now())
        .order_by("now", "variant__position")
    )
    for row in rows:
        prices.setdefault((row.variant.product_id, row.currency), []).append(row)
    Listing.objects.bulk_create([_row(products[pk], currency, found) for (pk, currency), found in prices.items()], batch_size=2000)
    return len(prices)


def _row(product: Product, currency: str, prices: list[VariantPrice]) -> Listing:
    lowest = prices[0]
    coffee = getattr(product, "coffee", None)
    return Listing(
        hub_id=product.hub_id,
        product_id=product.pk,
        currency=currency,
        amount=lowest.now,
        net_weight_g=lowest.variant.net_weight_g if product.category.is_sold_by_weight else None,
        has_several_prices=prices[-1].now != lowest.now,
        is_demonstration=lowest.is_demonstration,
        seller_id=product.seller_id,
        category_id=product.category_id,
        district_id=product.district_id,
        process=coffee.process if coffee else "",
        roast=coffee.roast if coffee else "",
        materials=sorted(material.pk for material in product.materials.all()),
        minimum_quantity=min(price.variant.minimum_quantity for price in prices),
        ready_days=product.ready_days,
        cup_score=coffee.cup_score if coffee else None,
        published_at=product.published_at,
    )
