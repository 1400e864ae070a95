import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.hubs.owned
from django.conf import settings
from django.db import migrations, models

FORBID = """
CREATE FUNCTION lot_share_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a settled share is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER lot_share_frozen BEFORE UPDATE OR DELETE ON logistics_lotshare
    FOR EACH ROW WHEN (OLD.amount IS NOT NULL) EXECUTE FUNCTION lot_share_is_frozen();
CREATE FUNCTION freight_lot_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a closed lot is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER freight_lot_frozen BEFORE UPDATE OR DELETE ON logistics_freightlot
    FOR EACH ROW WHEN (OLD.state <> 'open') EXECUTE FUNCTION freight_lot_is_frozen();
"""
ALLOW = """
DROP TRIGGER freight_lot_frozen ON logistics_freightlot;
DROP FUNCTION freight_lot_is_frozen();
DROP TRIGGER lot_share_frozen ON logistics_lotshare;
DROP FUNCTION lot_share_is_frozen();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('hubs', '0002_rwanda'),
        ('logistics', '0007_kept_rows'),
        ('sellers', '0004_evidence_of_the_firm'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FreightLot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity_kg', models.DecimalField(decimal_places=3, max_digits=10, validators=[django.core.validators.MinValueValidator(1)], verbose_name='room, chargeable kg')),
                ('taken_kg', models.DecimalField(decimal_places=3, default=0, editable=False, max_digits=10, verbose_name='taken, kg')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('time_zone', models.CharField(default='Africa/Kigali', help_text='In which the closing time is meant.', max_length=40, verbose_name='time zone')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what others should know')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='opened')),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed'), ('empty', 'nobody joined')], default='open', editable=False, max_length=8, verbose_name='state')),
                ('total_amount', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=14, null=True, verbose_name='freight of the lot')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='logistics.ratecard', verbose_name='rate card')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('seller', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='firm')),
            ],
            options={
                'verbose_name': 'pooled lot',
                'verbose_name_plural': 'pooled lots',
                'ordering': ['closes_at', 'pk'],
                'indexes': [models.Index(fields=['hub', 'state', 'closes_at'], name='freight_lot_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('capacity_kg__gt', 0), ('taken_kg__gte', 0), ('taken_kg__lte', models.F('capacity_kg'))), name='freight_lot_has_room'),
models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), ('total_amount__isnull', False)), models.Q(models.Q(('state', 'closed'), _negated=True), ('total_amount__isnull', True)), _connector='OR'), name='freight_lot_closed_has_a_total')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LotShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=40, verbose_name='order or own reference')),
                ('parcels', models.JSONField(verbose_name='parcels')),
                ('chargeable_kg', models.DecimalField(decimal_places=3, max_digits=10, verbose_name='chargeable weight, kg')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left again')),
                ('alone_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='price alone')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='share')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('joined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='logistics.freightlot', verbose_name='pooled lot')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='firm')),
            ],
            options={
                'verbose_name': 'share of a lot',
                'verbose_name_plural': 'shares of lots',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('lot', 'seller', 'reference'), name='lot_share_once'),
models.CheckConstraint(condition=models.Q(('chargeable_kg__gt', 0)), name='lot_share_weighs_something'),
models.CheckConstraint(condition=models.Q(models.Q(('alone_amount__isnull', True), ('amount__isnull', True)), models.Q(('alone_amount__gte', 0), ('amount__gte', 0), ('left_at__isnull', True)), _connector='OR'), name='lot_share_is_settled_whole')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
