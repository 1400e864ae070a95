"""How long real names stay, and from which age on they are taken: rows that two officers keep. What one officer entered before stays in
force, each row until the day before the next."""

import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import marketplace.approval.rows
import marketplace.hubs.owned
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from marketplace.approval.keeping import keep_rows
from orders.identity.retention_rows import ensure_minimum_age

IN_FORCE = """
UPDATE identity_retentionrule rule SET state = 'in_force', valid_to = later.start - 1, note = left(note, 300)
FROM (SELECT id, lead(valid_from) OVER (PARTITION BY hub_id, purpose ORDER BY valid_from) AS start FROM identity_retentionrule) later
WHERE later.id = rule.id;
"""

def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_minimum_age(apps.get_model, hub)


class Migration(migrations.Migration):

    dependencies = [
        ('hubs', '0002_rwanda'),
        ('identity', '0001_real_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.RemoveConstraint(
            model_name='retentionrule',
            name='retention_once_a_day',
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='proposed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='source_date',
            field=models.CharField(blank=True, max_length=60, verbose_name='date of the source'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='state',
            field=models.CharField(choices=[('proposed', 'proposed'), ('in_force', 'in force'), ('replaced', 'replaced'), ('withdrawn', 'withdrawn')], default='proposed', editable=False, max_length=12, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='valid_to',
            field=models.DateField(blank=True, help_text='The last day it counts; empty for open.', null=True, verbose_name='valid to'),
        ),
        migrations.RunSQL(IN_FORCE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='retentionrule',
            name='days',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='days'),
        ),
        migrations.AlterField(
            model_name='retentionrule',
            name='note',
            field=models.CharField(blank=True, max_length=300, verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='retentionrule',
            name='source',
            field=models.CharField(help_text='The law, notice or page where it is written.', max_length=300, verbose_name='source'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='retention_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='retention_needs_second_officer'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='retention_in_force_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='retention_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), ('purpose', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='retention_one_row_a_day', violation_error_message='Another row in force answers the same question in these days.'),
        ),
        migrations.CreateModel(
            name='MinimumAge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='The last day it counts; empty for open.', null=True, verbose_name='valid to')),
                ('source', models.CharField(help_text='The law, notice or page where it is written.', max_length=300, verbose_name='source')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('in_force', 'in force'), ('replaced', 'replaced'), ('withdrawn', 'withdrawn')], default='proposed', editable=False, max_length=12, verbose_name='state')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('source_date', models.CharField(blank=True, max_length=60, verbose_name='date of the source')),
                ('confidence', models.CharField(choices=[('verified', 'source seen'), ('unverified', 'unverified')], default='unverified', max_length=12, verbose_name='confidence')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('years', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='years')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'minimum age',
                'verbose_name_plural': 'minimum ages',
                'ordering': ['-valid_from'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='minimum_age_ends_after_start'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='minimum_age_needs_second_officer'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='minimum_age_in_force_is_confirmed'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='minimum_age_has_a_source'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='minimum_age_one_row_a_day', violation_error_message='Another row in force answers the same question in these days.'), models.CheckConstraint(condition=models.Q(('years__gte', 1), ('years__lte', 30)), name='minimum_age_of_a_person')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        keep_rows('identity_retentionrule', 'identity_minimumage'),
        # Backwards the row goes with its table.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
