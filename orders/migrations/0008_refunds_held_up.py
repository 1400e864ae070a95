"""What the payment company refused to send back is kept apart from what is on its way."""

import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hubs', '0002_rwanda'),
        ('orders', '0007_without_reservations'),
        ('sellers', '0004_evidence_of_the_firm'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='order',
            name='order_refunds_within_its_total',
        ),
        migrations.AddField(
            model_name='order',
            name='refund_refused',
            field=models.DecimalField(decimal_places=2, default=0, help_text='Until an officer tries it again.', max_digits=16, verbose_name='refused by the payment company'),
        ),
        migrations.AlterField(
            model_name='order',
            name='refund_requested',
            field=models.DecimalField(decimal_places=2, default=0, help_text='Gone back, on its way, or refused for now.', max_digits=16, verbose_name='to go back'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('refund_refused__gte', 0), ('refunded_amount__gte', 0), ('refund_requested__gte', django.db.models.expressions.CombinedExpression(models.F('refunded_amount'), '+', models.F('refund_refused'))), ('total_amount__gte', models.F('refund_requested'))), name='order_refunds_within_its_total'),
        ),
    ]
