"""Carriers tell steps by themselves: their tokens (hashed), their messages as they came, and each event once by its own number.

A lot may be cancelled, with a reason that the firms in it read."""

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.hubs.owned
from django.conf import settings
from django.db import migrations, models

KEEP = """
CREATE TRIGGER logistics_carriermessage_kept BEFORE UPDATE OR DELETE ON logistics_carriermessage
    FOR EACH ROW EXECUTE FUNCTION logistics_told_is_kept();
"""
LET_GO = "DROP TRIGGER logistics_carriermessage_kept ON logistics_carriermessage;"
MANAGERS = [('objects', django.db.models.manager.Manager()), ('across_hubs', django.db.models.manager.Manager())]


def person(words):
    return models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name=words)


def hub():
    return models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')


class Migration(migrations.Migration):

    dependencies = [
        ('logistics', '0004_costs_are_corrected'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CarrierAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('carrier', models.CharField(help_text='As sellers name it when they hand goods over.', max_length=80, verbose_name='carrier')),
                ('names', models.CharField(blank=True, help_text='By which sellers call it, with commas between them.', max_length=200, verbose_name='other names')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('hint', models.CharField(editable=False, max_length=8, verbose_name='begins with')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='access given')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revoked')),
                ('given_by', person('access given by')),
                ('hub', hub()),
                ('revoked_by', person('revoked by')),
            ],
            options={'verbose_name': 'access of a carrier', 'verbose_name_plural': 'access of carriers', 'ordering': ['carrier', '-pk']},
            managers=MANAGERS,
        ),
        migrations.CreateModel(
            name='CarrierMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(verbose_name='as it was told')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('access', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='logistics.carrieraccess', verbose_name='access of a carrier')),
                ('hub', hub()),
            ],
            options={'verbose_name': 'message of a carrier', 'verbose_name_plural': 'messages of carriers', 'ordering': ['-pk']},
            managers=MANAGERS,
        ),
        migrations.AddField('travelpiece', 'carrier', models.CharField(blank=True, help_text='As the seller named it; its own word is taken.', max_length=80, verbose_name='carrier')),
        migrations.AddField('travelevent', 'message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='logistics.carriermessage', verbose_name='message of a carrier')),
        migrations.AddField('travelevent', 'carrier', models.CharField(blank=True, max_length=80, verbose_name='carrier')),
        migrations.AddField('travelevent', 'their_id', models.CharField(blank=True, max_length=64, verbose_name='the carrier’s own number of it')),
        migrations.AddConstraint('travelevent', models.UniqueConstraint(condition=models.Q(('their_id', ''), _negated=True), fields=('hub', 'carrier', 'their_id'), name='travel_event_once_of_a_carrier')),
        migrations.RunSQL(KEEP, LET_GO),
        migrations.AlterModelOptions('freightlot', {'ordering': ['closes_at', 'pk'], 'permissions': [('cancel_freightlot', 'Can cancel a pooled lot')], 'verbose_name': 'pooled lot', 'verbose_name_plural': 'pooled lots'}),
        migrations.AddField('freightlot', 'cancelled_because', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was cancelled')),
        migrations.AlterField('freightlot', 'state', models.CharField(choices=[('open', 'open'), ('closed', 'closed'), ('empty', 'nobody joined'), ('dropped', 'cancelled')], default='open', editable=False, max_length=8, verbose_name='state')),
        migrations.AddConstraint('freightlot', models.CheckConstraint(condition=models.Q(models.Q(('state', 'dropped'), models.Q(('cancelled_because', ''), _negated=True)), models.Q(models.Q(('state', 'dropped'), _negated=True), ('cancelled_because', '')), _connector='OR'), name='freight_lot_cancelled_with_a_reason')),
    ]
