"""What a seller sees of their own goods. Fetching is the check: another firm's listing is not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.enums import ProductState
from catalog.models import Photo, Product, Variant, VariantPrice
from catalog.models.photo import PhotoState
from catalog.services.photos import UNDO
from marketplace.hubs.context import current_hub
from sellers.models import Seller

if TYPE_CHECKING:
    from marketplace.accounts.models import User

FILTERS: dict[str, tuple[str | Promise, Q]] = {
    "": (_("All"), Q()),
    "published": (_("On sale"), Q(state=ProductState.PUBLISHED)),
    "sold-out": (_("Sold out"), Q(state=ProductState.PUBLISHED, free__lte=0)),
    "draft": (_("Drafts"), Q(state=ProductState.DRAFT)),
    "withdrawn": (_("Withdrawn"), Q(state=ProductState.WITHDRAWN)),
}
SORTS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "": (_("Last changed first"), ("-updated_at", "-pk")),
    "name": (_("By name"), ("name_en", "pk")),
    "stock": (_("Least stock first"), ("free", "pk")),
    "old": (_("Oldest first"), ("created_at", "pk")),
}


def listings_of(seller: Seller) -> QuerySet[Product]:
    """The firm's listings with what is free of each (`free`); removed drafts are left out."""
    return Product.objects.filter(seller=seller, removed_at__isnull=True).annotate(
        free=_of_variants("available"), held=_of_variants("held")
    )


def _of_variants(name: str) -> Coalesce:
    """The sum of this figure of the stock over a listing's variants."""
    rows = Variant.objects.with_stock().filter(product=OuterRef("pk")).order_by().values("product")
    return Coalesce(Subquery(rows.annotate(units=Sum(name)).values("units")), 0)


def counts_of(seller: Seller) -> dict[str, int]:
    """How many listings stand under each filter, in one query."""
    parts = {key or "all": Count("pk", filter=condition) for key, (_name, condition) in FILTERS.items()}
    rows = listings_of(seller).values("pk", "state", "free")
    found = rows.aggregate(**{key.replace("-", "_"): part for key, part in parts.items()})
    return {key: found[(key or "all").replace("-", "_")] for key in FILTERS}


def listing_page(seller: Seller, *, show: str = "", words: str = "", sort: str = "") -> QuerySet[Product]:
    """The firm's listings under a filter, with the words in any of their names or codes, loaded for the list."""
    found = listings_of(seller).filter(FILTERS[show][1])
    for word in words.split():
        in_words = Q(name_en__icontains=word) | Q(name_zh_hans__icontains=word) | Q(name_fr__icontains=word) | Q(name_rw__icontains=word)
        found = found.filter(in_words | Q(pk__in=Variant.objects.filter(sku__icontains=word, product__seller=seller).values("product")))
    prices = VariantPrice.objects.filter(currency=current_hub().currency).order_by("amount")
    return (
        found.select_related("cover", "category")
        .prefetch_related(Prefetch("variants", Variant.objects.prefetch_related(Prefetch("prices", prices, to_attr="home_prices"))))
        .order_by(*SORTS[sort][1])
    )


def get_listing_for(user: User, pk: int, *, removed: bool = False) -> Product:
    """The listing of a firm this person works for. Raises Http404 for everybody else's, and for a removed draft unless asked for."""
    if not user.is_authenticated:
        raise Http404
    product = (
        Product.objects.filter(pk=pk, seller__members__user=user)
        .select_related("seller", "category__parent", "hs_code", "district", "cover")
        .first()
    )
    if product is None or (product.removed_at is not None and not removed):
        raise Http404
    return product


def get_photo_of(product: Product, pk: int, *, removed: bool = False) -> Photo:
    """A photo of this listing. Raises Http404."""
    photo = (Photo.with_removed if removed else Photo.objects).filter(product=product, pk=pk).first()
    if photo is None:
        raise Http404
    return photo


def get_variant_of(product: Product, pk: int) -> Variant:
    variant = product.variants.with_stock().filter(pk=pk).first()
    if variant is None:
        raise Http404
    return variant


def removed_photos_of(product: Product) -> list[Photo]:
    """What can still be brought back, the last removed first."""
    return list(Photo.with_removed.filter(product=product, removed_at__gte=timezone.now() - UNDO).order_by("-removed_at"))


def removed_drafts_of(seller: Seller) -> list[Product]:
    since = timezone.now() - UNDO
    return list(Product.objects.filter(seller=seller, removed_at__gte=since).order_by("-removed_at"))


@dataclass(frozen=True)
class Todo:
    """A listing that waits for the seller: a photo failed, or the draft was left lying."""

    product: Product
    failed_photos: int
    idle_days: int


def todos_of(seller: Seller, most: int = 5) -> list[Todo]:
    """Listings with failed photos first, then drafts, the last touched first; one query."""
    failed = Count("photos", filter=Q(photos__state=PhotoState.FAILED, photos__removed_at__isnull=True))
    rows = (
        Product.objects.filter(seller=seller, removed_at__isnull=True)
        .annotate(failed=failed)
        .filter(Q(failed__gt=0) | Q(state=ProductState.DRAFT))
        .order_by("-failed", "-updated_at")
    )
    now = timezone.now()
    return [Todo(row, row.failed, max(0, (now - row.updated_at) // timedelta(days=1))) for row in rows[:most]]


def codes_of(seller: Seller) -> list[str]:
    """The customs codes of the firm's listings, each once; one query."""
    rows = Product.objects.filter(seller=seller, removed_at__isnull=True, hs_code__isnull=False)
    return sorted(set(rows.values_list("hs_code__code", flat=True)))
