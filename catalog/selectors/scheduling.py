"""What a price is at this moment, and the lowest it was before: scheduled prices count by the clock of the database, in the statement that
reads the price, so that none begins late or is paid after its end.

The lowest price beside one that is struck out follows Article 6a of Directive 98/6/EC (put in by Directive (EU) 2019/2161): the lowest
that the trader applied in the thirty days before the reduction, which is also what a reduction is reckoned from (Court of Justice,
C-330/23, 26 September 2024). Our reading where rows overlap: the lowest of all that stood in those days, the seller's own price and
earlier scheduled ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import DecimalField, F, OuterRef, Prefetch, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Now

from catalog.models import ScheduledPrice, VariantPrice
from marketplace.prepared import answers

DAYS = 30


def scheduled_amount(variant: str = "variant", currency: str | Combinable = "currency") -> Subquery:
    """To annotate with, as `scheduled_amount`: the amount that is scheduled for this moment, if any. `currency` is a field's name, or
    Value()."""
    wanted = OuterRef(currency) if isinstance(currency, str) else currency
    rows = ScheduledPrice.objects.filter(variant=OuterRef(variant), currency=wanted, starts_at__lte=Now(), ends_at__gt=Now())
    return Subquery(rows.order_by().values("amount")[:1])


def prices_now() -> Prefetch:
    """To prefetch variants with: their prices at this moment, with the tiers."""
    return Prefetch("prices", VariantPrice.objects.annotate(scheduled_amount=scheduled_amount()).prefetch_related("tiers"))


def amount_now() -> Coalesce:
    """Of a price row that is annotated with `scheduled_amount`."""
    return Coalesce(F("scheduled_amount"), F("amount"), output_field=DecimalField(max_digits=14, decimal_places=2))


def dearer_than_before(since: Mapping[int, datetime], currency: str) -> set[int]:
    """Of these products those that cost more now, in any size, than at their lowest in the thirty days before the moment beside each. One
    statement, for pages that are kept too."""
    if not since:
        return set()
    rows = answers(_DEARER, [list(since), list(since.values()), currency])
    return {product for (product,) in rows}


_DEARER = f"""SELECT DISTINCT v.product_id
    FROM unnest(%s::bigint[], %s::timestamptz[]) AS w(product_id, since)
    JOIN catalog_variant v ON v.product_id = w.product_id
    JOIN catalog_variantprice p ON p.variant_id = v.id AND p.currency = %s
    LEFT JOIN catalog_scheduledprice s ON s.variant_id = v.id AND s.currency = p.currency
        AND s.starts_at <= statement_timestamp() AND s.ends_at > statement_timestamp()
    WHERE coalesce(s.amount, p.amount) > (
        SELECT min(old.amount) FROM (
            (SELECT c.amount FROM catalog_pricechange c
            WHERE c.variant_id = v.id AND c.currency = p.currency AND c.since <= w.since - interval '{DAYS} days'
            ORDER BY c.since DESC, c.id DESC LIMIT 1)
            UNION ALL
            SELECT c.amount FROM catalog_pricechange c
            WHERE c.variant_id = v.id AND c.currency = p.currency AND c.since > w.since - interval '{DAYS} days' AND c.since < w.since
            UNION ALL
            SELECT e.amount FROM catalog_scheduledprice e
            WHERE e.variant_id = v.id AND e.currency = p.currency AND e.starts_at < w.since
                AND e.ends_at > w.since - interval '{DAYS} days'
        ) old
    )"""

# For statements written in SQL: beside the price `p` of the variant `v`, the amount that is scheduled, its end, and the lowest before it.
SCHEDULED_SQL = f"""LEFT JOIN LATERAL (
            SELECT s.amount, s.ends_at, (
                SELECT min(old.amount) FROM (
                    (SELECT c.amount FROM catalog_pricechange c
                    WHERE c.variant_id = s.variant_id AND c.currency = s.currency AND c.since <= s.starts_at - interval '{DAYS} days'
                    ORDER BY c.since DESC, c.id DESC LIMIT 1)
                    UNION ALL
                    SELECT c.amount FROM catalog_pricechange c
                    WHERE c.variant_id = s.variant_id AND c.currency = s.currency
                        AND c.since > s.starts_at - interval '{DAYS} days' AND c.since < s.starts_at
                    UNION ALL
                    SELECT e.amount FROM catalog_scheduledprice e
                    WHERE e.variant_id = s.variant_id AND e.currency = s.currency
                        AND e.starts_at < s.starts_at AND e.ends_at > s.starts_at - interval '{DAYS} days'
                ) old
            ) AS lowest
            FROM catalog_scheduledprice s
            WHERE s.variant_id = v.id AND s.currency = p.currency
                AND s.starts_at <= statement_timestamp() AND s.ends_at > statement_timestamp()
        ) s ON true"""
