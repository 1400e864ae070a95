"""Refunds that were refused before they were counted on their orders."""

from django.db import migrations

COUNT = """
UPDATE orders_order o SET refund_refused = r.amount
FROM (SELECT parts->>'order' AS number, sum(amount) AS amount FROM payments_refund WHERE state = 'refused' GROUP BY 1) r
WHERE o.number = r.number
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0008_refunds_held_up'),
        ('payments', '0004_after_the_sale'),
    ]

    # Backwards the column goes anyway, and with it what was counted.
    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
