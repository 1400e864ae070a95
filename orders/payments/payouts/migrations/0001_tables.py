import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.accounts.encryption
import marketplace.hubs.owned
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("payouts", "0001_initial"),
        ("payouts", "0003_parts_of_payments"),
        ("payouts", "0004_four_eyes"),
        ("payouts", "0005_earlier_files_were_released"),
    ]

    dependencies = [
        ('hubs', '0001_initial'),
        ('ledger', '0001_tables'),
        ('sellers', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PayoutSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(28)]), help_text='Such as 1,16; none after the 28th, which every month has.', size=None, verbose_name='days of the month')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('minimum', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='least payout')),
                ('hold_days', models.PositiveSmallIntegerField(default=0, help_text='While the buyer may still send goods back.', verbose_name='days held after arrival')),
                ('arrival_days', models.PositiveSmallIntegerField(default=14, help_text='After the last day the delivery was promised for.', verbose_name='days until silence counts as arrival')),
                ('holder', models.CharField(max_length=120, verbose_name='paid from: account holder')),
                ('bic', models.CharField(max_length=11, verbose_name='paid from: SWIFT code')),
                ('account', models.CharField(max_length=34, verbose_name='paid from: account number')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='The last day it counts; empty for open.', null=True, verbose_name='valid to')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('is_demonstration', models.BooleanField(default=False, verbose_name='demonstration figure')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'payout schedule',
                'verbose_name_plural': 'payout schedules',
                'ordering': ['-valid_from'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'valid_from'), name='one_payout_schedule_a_day'),
                    models.CheckConstraint(condition=models.Q(('minimum__gte', 0)), name='least_payout_not_below_zero'),
                    models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='payout_schedule_ends_after_it_begins'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PayoutBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('kind', models.CharField(choices=[('bank', 'Bank account'), ('momo', 'Mobile money')], max_length=4, verbose_name='paid to')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('way', models.CharField(choices=[('file', 'as a file'), ('phones', 'straight to the phones')], default='file', max_length=6, verbose_name='leaves the house')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='sent back')),
                ('end_note', models.CharField(blank=True, max_length=200, verbose_name='why it was sent back')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='released by')),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payouts.payoutschedule', verbose_name='paid from')),
            ],
            options={
                'verbose_name': 'payout file',
                'verbose_name_plural': 'payout files',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('released_by__isnull', True), models.Q(('made_by__isnull', False), ('released_at__isnull', False), models.Q(('released_by', models.F('made_by')), _negated=True)), _connector='OR'), name='payout_file_has_four_eyes'),
                    models.CheckConstraint(condition=models.Q(('released_at__isnull', True), ('ended_at__isnull', True), _connector='OR'), name='payout_file_leaves_or_not'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Payout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('state', models.CharField(choices=[('prepared', 'Prepared'), ('sent', 'On its way'), ('paid', 'Paid'), ('returned', 'Came back'), ('withdrawn', 'Withdrawn')], default='prepared', max_length=10, verbose_name='state')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='amount')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('kind', models.CharField(choices=[('bank', 'Bank account'), ('momo', 'Mobile money')], max_length=4, verbose_name='paid to')),
                ('destination', marketplace.accounts.encryption.EncryptedField(editable=False, verbose_name='account')),
                ('masked', models.CharField(max_length=120, verbose_name='account, masked')),
                ('day', models.DateField(verbose_name='payout day')),
                ('prepared_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='prepared')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='paid')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='came back')),
                ('bank_reference', models.CharField(blank=True, max_length=64, verbose_name="the bank's number")),
                ('end_note', models.CharField(blank=True, max_length=200, verbose_name='why it came back')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='seller')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='payouts.payoutbatch', verbose_name='payout file')),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payouts.payoutschedule', verbose_name='schedule')),
            ],
            options={
                'verbose_name': 'payout',
                'verbose_name_plural': 'payouts',
                'ordering': ['-pk'],
                'permissions': [('send_payout', 'Can send payouts, and note what became of them; each reading of an account is logged')],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payout_above_zero'),
                    models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', True), ('state', 'prepared')), models.Q(('batch__isnull', True), ('ended_at__isnull', False), ('state', 'withdrawn')), models.Q(('batch__isnull', False), ('sent_at__isnull', False), ('state', 'sent')), models.Q(('batch__isnull', False), ('ended_at__isnull', True), ('paid_at__isnull', False), ('state', 'paid')), models.Q(('batch__isnull', False), ('ended_at__isnull', False), ('state', 'returned')), _connector='OR'), name='payout_is_as_its_state_says'),
                ],
                'indexes': [
                    models.Index(fields=['seller', '-day'], name='payout_of_seller'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PayoutLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, max_length=40, verbose_name='order')),
                ('happened', models.CharField(choices=[('capture', 'payment received'), ('part', 'part of a payment received'), ('refund', 'refund to the buyer'), ('fulfilment', 'goods arrived'), ('payout', 'payout begun'), ('payout_paid', 'payout paid'), ('payout_returned', 'payout came back'), ('settlement', 'payment provider paid us'), ('provider_fee', 'fee of a payment provider')], max_length=16, verbose_name='what happened')),
                ('item', models.CharField(choices=[('goods', 'Goods'), ('delivery', 'Delivery'), ('commission', 'Commission'), ('commission_tax', 'Tax on the commission'), ('withholding', 'Tax withheld'), ('freight', 'Freight of a return'), ('goodwill', 'Goodwill'), ('money', 'Money'), ('payout', 'Payout'), ('fee', 'Fee'), ('exchange', 'Exchange')], max_length=16, verbose_name='for')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='amount')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('payout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='payouts.payout', verbose_name='payout')),
                ('posting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payout_line', to='ledger.posting', verbose_name='posting')),
            ],
            options={
                'verbose_name': 'line of a payout',
                'verbose_name_plural': 'lines of a payout',
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PayoutSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='amount')),
                ('converted', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='paid out as')),
                ('rate', models.DecimalField(decimal_places=12, default=1, max_digits=24, verbose_name='rate')),
                ('rate_day', models.DateField(blank=True, null=True, verbose_name='rate of')),
                ('rate_source', models.CharField(blank=True, max_length=200, verbose_name='source of the rate')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('payout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sums', to='payouts.payout', verbose_name='payout')),
            ],
            options={
                'verbose_name': 'sum of a payout',
                'verbose_name_plural': 'sums of a payout',
                'ordering': ['currency'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('payout', 'currency'), name='payout_sum_once_a_currency'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
