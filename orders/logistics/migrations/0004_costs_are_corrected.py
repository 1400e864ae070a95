"""A shipment's cost knows its carrier, lane and firm, the invoice in its own currency, and which version it is.

What was entered more than once before reasons were asked becomes versions in the order of entering; their reason says just that."""

import django.db.models.deletion
from django.db import migrations, models

NUMBER = """
ALTER TABLE logistics_travelcost DISABLE TRIGGER logistics_travelcost_kept;
UPDATE logistics_travelcost AS cost
SET version = told.version, invoiced_amount = cost.actual_amount, invoiced_currency = cost.currency,
    reason = CASE WHEN told.version > 1 THEN 'entered before reasons were asked' ELSE '' END
FROM (SELECT id, row_number() OVER (PARTITION BY hub_id, shipment ORDER BY id) AS version FROM logistics_travelcost) AS told
WHERE told.id = cost.id;
ALTER TABLE logistics_travelcost ENABLE TRIGGER logistics_travelcost_kept;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('logistics', '0003_rwanda_rows'),
    ]

    operations = [
        migrations.AddField('travelcost', 'version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
        migrations.AddField('travelcost', 'seller', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='firm')),
        migrations.AddField('travelcost', 'carrier', models.CharField(blank=True, max_length=80, verbose_name='carrier')),
        migrations.AddField('travelcost', 'origin', models.CharField(blank=True, max_length=8, verbose_name='from')),
        migrations.AddField('travelcost', 'destination', models.CharField(blank=True, max_length=2, verbose_name='to country')),
        migrations.AddField('travelcost', 'invoiced_amount', models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name='amount of the invoice'), preserve_default=False),
        migrations.AddField('travelcost', 'invoiced_currency', models.CharField(default='', max_length=3, verbose_name='currency of the invoice'), preserve_default=False),
        migrations.AddField('travelcost', 'invoiced_on', models.DateField(blank=True, null=True, verbose_name='day of the invoice')),
        migrations.AddField('travelcost', 'rate_told', models.JSONField(blank=True, default=dict, verbose_name='exchange rate')),
        migrations.AddField('travelcost', 'reason', models.CharField(blank=True, max_length=200, verbose_name='why it was corrected')),
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
        migrations.RemoveConstraint('travelcost', 'travel_cost_not_negative'),
        migrations.AddConstraint('travelcost', models.CheckConstraint(condition=models.Q(('actual_amount__gte', 0), ('invoiced_amount__gte', 0), ('quoted_amount__gte', 0)), name='travel_cost_not_negative')),
        migrations.AddConstraint('travelcost', models.UniqueConstraint(fields=('hub', 'shipment', 'version'), name='travel_cost_version_once')),
        migrations.AddConstraint('travelcost', models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='travel_cost_corrected_with_a_reason')),
    ]
