"""Goods as programs ask for them: any slice of a list, and one product with all it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch

from catalog.models import ParcelFacts, Product, Variant, VariantPrice, VideoCaption
from catalog.selectors.browsing import Counts, Row, Scope, read_rows
from catalog.selectors.filters import Filters
from catalog.selectors.listing import search_goods
from catalog.selectors.scheduling import scheduled_amount
from catalog.selectors.tiers import tier_rows


@dataclass(frozen=True)
class Goods:
    """What a search finds, counted once and read slice by slice."""

    scope: Scope
    filters: Filters
    counts: Counts
    language: str
    sort: str

    def count(self) -> int:
        return self.counts.total

    def __len__(self) -> int:
        return self.counts.total

    def __getitem__(self, part: slice) -> list[Row]:
        first, limit = part.start or 0, (self.counts.total if part.stop is None else part.stop) - (part.start or 0)
        if limit <= 0 or not self.counts.total:
            return []
        return read_rows(self.scope, self.filters, language=self.language, sort=self.sort, limit=limit, offset=first)


def goods_for(filters: Filters, *, currency: str, language: str) -> Goods:
    """What these filters find, in the order they ask for: the best match first where words were typed, else the newest."""
    found = search_goods(Scope(currency), filters, language)
    return Goods(found.scope, filters, found.counts, language, filters.sort or ("match" if found.scope.search else "new"))


def _allergens(many: Any) -> ArraySubquery:
    return ArraySubquery(many.through.objects.filter(parcelfacts=OuterRef("pk")).values("allergen"))


def product_with_all(slug: str) -> Product:
    """The product on sale of this address with its variants, every price of theirs, and its photos. Raises Product.DoesNotExist."""
    prices: Any = Prefetch(
        "variants__prices",
        VariantPrice.objects.select_related("rate")
        .annotate(tier_rows=tier_rows(), scheduled_amount=scheduled_amount())
        .order_by("currency"),
    )
    made_of = Product.materials.through.objects.filter(product=OuterRef("pk")).values("material")
    products = (
        Product.objects.on_sale()
        .annotate(
            material_ids=ArraySubquery(made_of),
            contains_ids=_allergens(ParcelFacts.contains),
            may_contain_ids=_allergens(ParcelFacts.may_contain),
            captions_in=ArraySubquery(VideoCaption.objects.filter(video__product=OuterRef("pk")).order_by("language").values("language")),
        )
        .select_related("seller", "district", "hs_code", "coffee", "parcel", "video")
    )
    return products.prefetch_related(Prefetch("variants", Variant.objects.with_stock()), prices, "photos").get(slug=slug)
