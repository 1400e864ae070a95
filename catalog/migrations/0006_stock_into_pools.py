from django.db import migrations

FORWARD = """
    INSERT INTO allocation_pool (hub_id, subject, key, share, on_hand, taken)
    SELECT p.hub_id, 'variant', v.id::text, 0, v.on_hand, v.held FROM catalog_variant v JOIN catalog_product p ON p.id = v.product_id
    ON CONFLICT (hub_id, subject, key, share) DO NOTHING
"""
# What the counters have not heard of yet is told by the holds.
BACKWARD = """
    UPDATE catalog_variant v SET on_hand = pool.on_hand - sums.sold + sums.came_back, held = sums.held
    FROM allocation_pool pool
    JOIN LATERAL (
        SELECT coalesce(sum(quantity) FILTER (WHERE is_counted AND state = 'committed'), 0) AS sold,
            coalesce(sum(quantity) FILTER (WHERE is_counted AND state = 'returned'), 0) AS came_back,
            coalesce(sum(quantity) FILTER (WHERE state = 'held'), 0) AS held
        FROM allocation_hold h WHERE h.pool_id = pool.id
    ) sums ON true
    WHERE pool.subject = 'variant' AND pool.key = v.id::text;
    DELETE FROM allocation_hold h USING allocation_pool pool WHERE pool.id = h.pool_id AND pool.subject = 'variant';
    DELETE FROM allocation_pool WHERE subject = 'variant';
"""


class Migration(migrations.Migration):
    """Each variant's count becomes its pool; the columns go in the next step."""

    dependencies = [("allocation", "0001_initial"), ("catalog", "0005_listing_counts")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
