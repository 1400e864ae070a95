"""A page moves to another address. The old one is kept for as long as nothing else stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from catalog.models import Category, Product
from catalog.services.listings import refresh
from catalog.sharing.models import FormerAddress
from marketplace.history.services import record

if TYPE_CHECKING:
    from marketplace.accounts.models import User


class AddressTaken(Exception):
    """Another page stands, or stood, at this address."""


@transaction.atomic
def move_product(*, product: Product, slug: str, by: User) -> Product:
    """Give a listing another address; the one it leaves leads to it. Raises PermissionDenied, AddressTaken."""
    if not by.has_perm("catalog.classify_product"):
        raise PermissionDenied
    product = Product.objects.locked().get(pk=product.pk)
    if slug == product.slug:
        return product
    if Product.objects.filter(slug=slug).exists() or FormerAddress.objects.filter(slug=slug, product__isnull=False).exclude(
        product=product
    ):
        raise AddressTaken(slug)
    before, product.slug = product.slug, slug
    product.save(update_fields=["slug", "updated_at"])
    FormerAddress.objects.filter(slug=slug, product=product).delete()  # it came back to an address of its own
    if product.published_at is not None:  # nobody knows where a draft is
        FormerAddress.objects.create(product=product, slug=before)
    record(subject=product, action="product.address_changed", by=by, before={"slug": before}, after={"slug": slug})
    refresh(product)
    return product


def keep_shelf_address(*, shelf: Category, before: str) -> None:
    """The shelf was moved from that address to the one it has. For the service that writes shelves, in its transaction."""
    FormerAddress.objects.filter(slug__in=[before, shelf.slug], category__isnull=False).delete()
    FormerAddress.objects.create(category=shelf, slug=before)
