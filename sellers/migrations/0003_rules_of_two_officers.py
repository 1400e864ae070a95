"""Evidence rules are rows that two officers keep. What stood stays in force, each row until the day before the next of its code."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import marketplace.approval.rows
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from marketplace.approval.keeping import keep_rows


IN_FORCE = """
UPDATE sellers_evidencerequirement rule SET state = 'in_force', valid_to = least(rule.valid_to, later.start - 1)
FROM (SELECT id, lead(valid_from) OVER (PARTITION BY hub_id, code ORDER BY valid_from) AS start FROM sellers_evidencerequirement) later
WHERE later.id = rule.id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('hubs', '0002_rwanda'),
        ('sellers', '0002_rwanda_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.AlterModelOptions(
            name='evidencerequirement',
            options={'base_manager_name': 'across_hubs', 'ordering': ['position', 'code'], 'verbose_name': 'evidence rule', 'verbose_name_plural': 'evidence rules'},
        ),
        migrations.RemoveConstraint(
            model_name='evidencerequirement',
            name='requirement_once_a_day',
        ),
        migrations.AddField(
            model_name='evidencerequirement',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at'),
        ),
        migrations.AddField(
            model_name='evidencerequirement',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        migrations.AddField(
            model_name='evidencerequirement',
            name='proposed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='evidencerequirement',
            name='state',
            field=models.CharField(choices=[('proposed', 'proposed'), ('in_force', 'in force'), ('replaced', 'replaced'), ('withdrawn', 'withdrawn')], default='proposed', editable=False, max_length=12, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='evidencerequirement',
            name='source',
            field=models.CharField(help_text='The law, notice or page where it is written.', max_length=300, verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='evidencerequirement',
            name='valid_to',
            field=models.DateField(blank=True, help_text='The last day it counts; empty for open.', null=True, verbose_name='valid to'),
        ),
        migrations.RunSQL(IN_FORCE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='evidencerequirement',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='requirement_needs_second_officer'),
        ),
        migrations.AddConstraint(
            model_name='evidencerequirement',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='requirement_in_force_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='evidencerequirement',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='requirement_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='evidencerequirement',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), ('code', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='requirement_one_row_a_day', violation_error_message='Another row in force answers the same question in these days.'),
        ),
        keep_rows('sellers_evidencerequirement'),
    ]
