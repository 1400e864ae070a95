from __future__ import annotations


def key_sql(product: str, coffee: str) -> str:
    """The key of the passport that a listing's page links, as a part of its one statement: a scalar, null where there is none."""
    return f"(SELECT l.key FROM passports_lotpassport l WHERE l.product_id = {product}.id AND l.lot = {coffee}.lot)"
