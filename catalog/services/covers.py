from __future__ import annotations

from catalog.models import Photo, Product


def choose_cover(product: Product) -> Photo | None:
    """The first photo becomes the product's cover; call it after photos were added, moved or removed."""
    first = Photo.objects.filter(product=product.pk).order_by("position", "pk").first()
    Product.objects.filter(pk=product.pk).update(cover=first)
    product.cover = first
    return first
