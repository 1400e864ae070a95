from django.db import migrations

# A hold is free for others a minute after the buyer's time is over; the reservation noted the buyer's time.
FORWARD = """
    INSERT INTO allocation_hold (hub_id, pool_id, quantity, key, holder, state, expires_at, is_limited, is_counted, created_at, changed_at)
    SELECT r.hub_id, pool.id, r.quantity, 'order_group:' || g.number, coalesce('user:' || g.user_id, ''), r.state,
        CASE r.state WHEN 'held' THEN r.expires_at + interval '60 seconds' WHEN 'released' THEN r.changed_at END,
        false, r.state = 'held', g.placed_at, r.changed_at
    FROM orders_stockreservation r
    JOIN orders_orderline l ON l.id = r.line_id
    JOIN orders_order o ON o.id = l.order_id
    JOIN orders_ordergroup g ON g.id = o.group_id
    JOIN allocation_pool pool ON pool.hub_id = r.hub_id AND pool.subject = 'variant' AND pool.key = r.variant_id::text
"""
BACKWARD = """
    INSERT INTO orders_stockreservation (hub_id, line_id, variant_id, quantity, state, expires_at, changed_at)
    SELECT l.hub_id, l.id, l.variant_id, l.quantity, replace(min(h.state), 'expired', 'released'), g.held_until, max(h.changed_at)
    FROM orders_orderline l
    JOIN orders_order o ON o.id = l.order_id
    JOIN orders_ordergroup g ON g.id = o.group_id
    JOIN allocation_pool pool ON pool.hub_id = l.hub_id AND pool.subject = 'variant' AND pool.key = l.variant_id::text
    JOIN allocation_hold h ON h.pool_id = pool.id AND h.key = 'order_group:' || g.number AND h.state <> 'returned'
    GROUP BY l.id, g.held_until
"""


class Migration(migrations.Migration):
    """What was reserved for a line is held under its order group; the old table goes in the next step."""

    dependencies = [
        ("allocation", "0001_initial"),
        ("catalog", "0006_stock_into_pools"),
        ("orders", "0005_count_what_went_back"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
