"""Orders that ended before refunds were counted on them: what their refund says is written down on order and lines."""

from django.db import migrations

NAME_THE_ORDER = """
UPDATE payments_refund r SET parts = jsonb_build_object(
    'order', o.number, 'seller', o.seller_id, 'borne_by', 'seller', 'goods', o.goods_amount::text,
    'delivery', o.delivery_amount::text, 'freight', '0.00', 'goodwill', '0.00')
FROM orders_order o WHERE r.key = 'order:' || o.number AND r.parts = '{}'::jsonb AND r.amount = o.total_amount
"""
COUNT_ON_ORDERS = """
UPDATE orders_order o SET refund_requested = r.amount, delivery_refund_requested = o.delivery_amount,
    refunded_amount = CASE WHEN r.state = 'done' THEN r.amount ELSE 0 END
FROM payments_refund r WHERE r.key = 'order:' || o.number AND r.amount = o.total_amount
"""
COUNT_ON_LINES = """
UPDATE orders_orderline l SET cancelled_quantity = l.quantity, refund_requested = l.line_total
FROM orders_order o JOIN payments_refund r ON r.key = 'order:' || o.number AND r.amount = o.total_amount WHERE l.order_id = o.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0004_after_the_sale'),
        ('payments', '0004_after_the_sale'),
    ]

    # Backwards the columns go anyway, and with them what was counted.
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (NAME_THE_ORDER, COUNT_ON_ORDERS, COUNT_ON_LINES)]
