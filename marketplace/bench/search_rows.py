"""Products for measuring the search, by the hundred thousand: copies of the demo's goods made by the database itself."""

from __future__ import annotations

from django.db import connection

from catalog.models import Product
from marketplace.hubs.context import current_hub

# Each copy has a name and a place of its own in the words, so that some words are rare and some stand in every second product, as in a
# shop. Prices, firms and shelves are the pattern's; there are no pictures.
_COPY = """
    CREATE TEMPORARY TABLE copied ON COMMIT DROP AS
    SELECT nextval(pg_get_serial_sequence('catalog_product', 'id')) AS id, p.id AS pattern, n AS number,
        'lot' || to_char(n, 'FM0000000') AS lot, 'estate' || (n %% 5000) AS estate
    FROM generate_series(%(first)s::int, %(last)s::int) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS number FROM catalog_product
        WHERE hub_id = %(hub)s AND state = 'published' AND slug NOT LIKE 'searched-%%') p ON p.place = n %% p.number;
    INSERT INTO catalog_product ({columns}) SELECT {values} FROM copied c JOIN catalog_product p ON p.id = c.pattern;
    INSERT INTO catalog_variant ({variant_columns}) SELECT {variant_values} FROM copied c
        JOIN catalog_variant v ON v.product_id = c.pattern;
    INSERT INTO catalog_listing ({listing_columns}) SELECT {listing_values} FROM copied c
        JOIN catalog_listing l ON l.product_id = c.pattern WHERE l.currency = 'CNY';
    INSERT INTO search_searchdocument (hub_id, product_id, words, sold, standing)
    SELECT d.hub_id, c.id, d.words || setweight(to_tsvector('simple', c.lot || ' ' || c.estate), 'A'), 0, d.standing - c.number / 1e7
    FROM copied c JOIN search_searchdocument d ON d.product_id = c.pattern;
"""
BATCH = 50_000


def fill(wanted: int) -> int:
    """Copies of what is on sale until the hub has `wanted` products. Returns how many there are. The index of words is made once at the
    end: only in a database of one's own."""
    hub, there = current_hub().pk, Product.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX document_words")
    for first in range(there, wanted, BATCH):
        _write(hub, first, min(first + BATCH, wanted) - 1)
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX document_words ON search_searchdocument USING gin (words) WITH (fastupdate = off)")
        cursor.execute("VACUUM ANALYZE catalog_product, catalog_variant, catalog_listing, search_searchdocument, search_searchterm")
    return Product.objects.count()


def _write(hub: int, first: int, last: int) -> None:
    changed = {
        "catalog_product": ("p", {"id": "c.id", "slug": "'searched-' || c.number", "cover_id": "NULL"}),
        "catalog_variant": ("v", {"id": "nextval(pg_get_serial_sequence('catalog_variant', 'id'))", "product_id": "c.id"}),
        "catalog_listing": ("l", {"id": "nextval(pg_get_serial_sequence('catalog_listing', 'id'))", "product_id": "c.id"}),
    }
    named = {}
    with connection.cursor() as cursor:
        for table, (alias, values) in changed.items():
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            prefix = {"catalog_product": "", "catalog_variant": "variant_", "catalog_listing": "listing_"}[table]
            named[f"{prefix}columns"] = ", ".join(columns)
            named[f"{prefix}values"] = ", ".join(values.get(column, f"{alias}.{column}") for column in columns)
        cursor.execute("BEGIN")
        cursor.execute(_COPY.format(**named), {"hub": hub, "first": first, "last": last})
        cursor.execute("COMMIT")
