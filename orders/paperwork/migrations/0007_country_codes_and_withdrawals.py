"""Country codes of the ICO as dated rows; papers that no longer count. Neither is changed by anyone once it stands."""

import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.approval.rows
import marketplace.hubs.owned
import orders.paperwork.models.country_code
from django.conf import settings
from django.db import migrations, models


from orders.paperwork.reference.country_codes import ensure_country_codes

KEEP = """
CREATE TRIGGER paperwork_countrycode_kept BEFORE UPDATE OR DELETE ON paperwork_countrycode
    FOR EACH ROW EXECUTE FUNCTION duties_row_is_kept();
CREATE FUNCTION paperwork_withdrawal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a withdrawal stays' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER paperwork_withdrawal_kept BEFORE UPDATE OR DELETE ON paperwork_withdrawal
    FOR EACH ROW EXECUTE FUNCTION paperwork_withdrawal_is_kept();
"""
LET_GO = """
DROP TRIGGER paperwork_countrycode_kept ON paperwork_countrycode;
DROP TRIGGER paperwork_withdrawal_kept ON paperwork_withdrawal;
DROP FUNCTION paperwork_withdrawal_is_kept();
"""


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_country_codes(apps.get_model, hub)


class Migration(migrations.Migration):

    dependencies = [
        ('hubs', '0002_rwanda'),
        ('paperwork', '0006_facts_of_packs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('consignee', 'the goods go to another consignee'), ('destination', 'the goods go to another country')], max_length=12, verbose_name='reason')),
                ('withdrawn_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='withdrawn')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='paperwork.document', verbose_name='document')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by')),
            ],
            options={
                'verbose_name': 'withdrawn paper',
                'verbose_name_plural': 'withdrawn papers',
                'ordering': ['-withdrawn_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CountryCode',
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
                ('code_list', models.CharField(choices=[('ico', 'International Coffee Organization')], max_length=8, verbose_name='list of codes')),
                ('country', models.CharField(choices=orders.paperwork.models.country_code.every_country, max_length=2, verbose_name='country')),
                ('code', models.CharField(max_length=3, validators=[django.core.validators.RegexValidator('^\\d{3}\\Z', 'Three digits, such as 028.')], verbose_name='code')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'country code',
                'verbose_name_plural': 'country codes',
                'ordering': ['code_list', 'country', '-valid_from'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='country_code_ends_after_start'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='country_code_needs_second_officer'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='country_code_in_force_is_confirmed'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='country_code_has_a_source'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), ('code_list', '='), ('country', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='country_code_one_row_a_day', violation_error_message='Another row in force answers the same question in these days.'), models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{3}$')), name='country_code_has_three_digits')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        # Backwards the rows go with their table.
        migrations.RunPython(write, migrations.RunPython.noop),
        migrations.RunSQL(KEEP, LET_GO),
    ]
