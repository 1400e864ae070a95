from __future__ import annotations

from django.utils.text import slugify

from catalog.models import Product
from catalog.sharing.models import FormerAddress


def free_slug(name: str, *, seller_slug: str = "") -> str:
    """An address made of the English name that no product of the hub has or had."""
    base = slugify(name)[:70].strip("-") or "product"
    taken = set(Product.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= set(FormerAddress.objects.filter(slug__startswith=base, product__isnull=False).values_list("slug", flat=True))
    with_seller = f"{base[:50].strip('-')}-{seller_slug}"[:84].strip("-")
    for candidate in [base, *([with_seller] if seller_slug else [])]:
        if candidate not in taken and not Product.objects.filter(slug=candidate).exists():
            return candidate
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
