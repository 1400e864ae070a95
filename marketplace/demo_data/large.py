"""Thousands of products for measuring: copies of the demo's goods under numbers of their own, written in bulk, pictures shared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import islice

from django.db import connection, models, transaction

from catalog.enums import ProductState
from catalog.models import CoffeeFacts, Listing, Photo, Product, Variant, VariantPrice
from catalog.search.services.documents import write_documents
from catalog.services.stock import shelve

BATCH = 1000
PREFIX = "measured-"  # of their addresses, so that they are told from real ones


def load_large(wanted: int, say: Callable[[str], None]) -> int:
    """Copies of the goods on sale until there are `wanted` products; returns how many were written. Safe to call again."""
    patterns = list(
        Product.objects.on_sale()
        .exclude(slug__startswith=PREFIX)
        .select_related("coffee", "cover")
        .prefetch_related(models.Prefetch("variants", Variant.objects.with_stock().prefetch_related("prices")), "listings")
        .order_by("pk")
    )
    there = Product.objects.count()
    if not patterns or there >= wanted:
        return 0
    numbers = iter(range(there, wanted))
    while batch := list(islice(numbers, BATCH)):
        with transaction.atomic():
            _write([(number, patterns[number % len(patterns)]) for number in batch])
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE catalog_product, catalog_variant, catalog_variantprice, catalog_listing, catalog_photo,"
            " search_searchdocument, search_searchterm"
        )
    say(f"{wanted - there} products for measuring")
    return wanted - there


def _copy(row: models.Model, **changes: object) -> models.Model:
    """A new row of the same kind with the same columns but for the changes and the key."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.auto_created}
    if row._meta.pk.auto_created:
        kept.pop(row._meta.pk.attname, None)
    return type(row)(**{**kept, **changes})


def _write(batch: Iterable[tuple[int, Product]]) -> None:
    pairs = list(batch)
    products = Product.objects.bulk_create(
        [
            _copy(
                pattern,
                slug=f"{PREFIX}{number}",
                name=f"{pattern.name_en} {number}",
                name_en=f"{pattern.name_en} {number}",
                name_zh_hans=f"{pattern.name_zh_hans} {number}",
                state=ProductState.PUBLISHED,
                published_at=pattern.published_at - timedelta(minutes=number),
                cover_id=None,
                is_demonstration=True,
            )
            for number, pattern in pairs
        ]
    )
    both = [(product, pattern) for product, (_number, pattern) in zip(products, pairs, strict=True)]
    CoffeeFacts.objects.bulk_create(_copy(pattern.coffee, product_id=product.pk) for product, pattern in both if hasattr(pattern, "coffee"))
    covered = [(product, pattern.cover) for product, pattern in both if pattern.cover]
    photos = Photo.objects.bulk_create(_copy(cover, product_id=product.pk) for product, cover in covered)
    for (product, _cover), photo in zip(covered, photos, strict=True):
        product.cover_id = photo.pk
    Product.objects.bulk_update([product for product, _cover in covered], ["cover"])
    variants = [(product, variant) for product, pattern in both for variant in pattern.variants.all()]
    new = Variant.objects.bulk_create(_copy(variant, product_id=product.pk) for product, variant in variants)
    shelve({mine.pk: pattern.on_hand for mine, (_product, pattern) in zip(new, variants, strict=True)})
    VariantPrice.objects.bulk_create(
        _copy(price, variant_id=mine.pk) for mine, (_product, variant) in zip(new, variants, strict=True) for price in variant.prices.all()
    )
    Listing.objects.bulk_create(
        _copy(row, product_id=product.pk, published_at=product.published_at) for product, pattern in both for row in pattern.listings.all()
    )
    write_documents([product.pk for product in products])
