"""Which goods are bought together, counted each night."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from catalog.models import Product
from catalog.related.baskets import bought_together
from catalog.related.models import Companion

COUNTED = timedelta(days=180)
FEWEST = 2  # baskets: one alone is somebody's basket, and says nothing of others
MOST = 12  # companions kept of a product; a page shows four of those on sale


@transaction.atomic
def count_companions() -> int:
    """Write the companions of every product of the hub anew. Returns how many rows there are."""
    pairs = {pair: baskets for pair, baskets in bought_together(timezone.now() - COUNTED).items() if baskets >= FEWEST}
    there = set(Product.objects.filter(pk__in={pk for pair in pairs for pk in pair}).values_list("pk", flat=True))
    beside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (one, other), baskets in pairs.items():
        if one != other and {one, other} <= there:
            beside[one].append((baskets, other))
            beside[other].append((baskets, one))
    Companion.objects.all().delete()
    rows = [
        Companion(product_id=product, other_id=other, baskets=baskets)
        for product, others in beside.items()
        for baskets, other in sorted(others, key=lambda pair: (-pair[0], pair[1]))[:MOST]
    ]
    Companion.objects.bulk_create(rows, batch_size=2000)
    return len(rows)
