"""How products stand among their like, brought up to date each night."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from catalog.search.popularity import STANDING, sold_since
from marketplace.hubs.context import current_hub

COUNTED = timedelta(days=90)

_RAISE = f"""
    UPDATE search_searchdocument d SET sold = t.sold, standing = {STANDING.format(sold="t.sold", published="p.published_at")}
    FROM (
        SELECT e.product_id AS id, coalesce(n.sold, 0) AS sold FROM search_searchdocument e
        LEFT JOIN unnest(%s::bigint[], %s::int[]) AS n(id, sold) ON n.id = e.product_id WHERE e.hub_id = %s
    ) t JOIN catalog_product p ON p.id = t.id
    WHERE d.product_id = t.id AND d.sold <> t.sold
"""


@transaction.atomic
def count_sales() -> int:
    """Write what was sold of each product of the hub in the last 90 days. Returns how many rows changed."""
    sold = sold_since(timezone.now() - COUNTED)
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [list(sold), list(sold.values()), current_hub().pk])
        return cursor.rowcount
