import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.hubs.owned
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("reconciliation", "0001_what_books_disagree_about"),
        ("reconciliation", "0002_refunds_and_questions"),
    ]

    dependencies = [
        ('hubs', '0001_initial'),
        ('payments', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Difference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('paid_without_order', 'paid without order'), ('order_without_payment', 'order without payment'), ('amount_differs', 'amount differs'), ('refund_missing', 'refund missing at the provider'), ('refund_unknown', 'refund that is not ours')], max_length=24, verbose_name='kind')),
                ('books', models.CharField(max_length=40, verbose_name='whose list')),
                ('provider', models.CharField(max_length=40, verbose_name='provider')),
                ('day', models.DateField(verbose_name='day')),
                ('reference', models.CharField(blank=True, max_length=64, verbose_name='our number')),
                ('provider_reference', models.CharField(blank=True, max_length=64, verbose_name="provider's number")),
                ('refund_number', models.CharField(blank=True, max_length=64, verbose_name='number of the refund')),
                ('their_amount', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='their amount')),
                ('our_amount', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='our amount')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('state', models.CharField(choices=[('open', 'open'), ('healed', 'both agree now'), ('sent_back', 'being sent back'), ('explained', 'explained')], default='open', max_length=10, verbose_name='state')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='explanation')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='found')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='payments.payment', verbose_name='payment')),
                ('refund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.refund', verbose_name='refund')),
            ],
            options={
                'verbose_name': 'difference',
                'verbose_name_plural': 'differences',
                'ordering': ['-pk'],
                'permissions': [('resolve_difference', 'Can resolve a difference with a provider')],
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'kind', 'books', 'reference', 'provider_reference', 'refund_number'), name='difference_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='difference_closed_has_a_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'explained'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='difference_explained_in_words'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent_back'), _negated=True), ('refund__isnull', False), _connector='OR'), name='difference_sent_by_a_refund'),
                ],
                'indexes': [
                    models.Index(condition=models.Q(('state', 'open')), fields=['kind'], name='difference_open'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='AmountDiffers',
            fields=[
            ],
            options={
                'verbose_name': 'amount differs',
                'verbose_name_plural': 'amounts that differ',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reconciliation.difference',),
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OrderWithoutPayment',
            fields=[
            ],
            options={
                'verbose_name': 'order without payment',
                'verbose_name_plural': 'orders without payment',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reconciliation.difference',),
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PaidWithoutOrder',
            fields=[
            ],
            options={
                'verbose_name': 'paid without order',
                'verbose_name_plural': 'paid without order',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reconciliation.difference',),
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='RefundMissing',
            fields=[
            ],
            options={
                'verbose_name': 'refund missing at the provider',
                'verbose_name_plural': 'refunds missing at the provider',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reconciliation.difference',),
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='RefundUnknown',
            fields=[
            ],
            options={
                'verbose_name': 'refund that is not ours',
                'verbose_name_plural': 'refunds that are not ours',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reconciliation.difference',),
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('books', models.CharField(max_length=40, verbose_name='whose list')),
                ('day', models.DateField(verbose_name='day')),
                ('state', models.CharField(choices=[('running', 'running'), ('done', 'done'), ('failed', 'not complete')], default='running', max_length=8, verbose_name='state')),
                ('is_by_question', models.BooleanField(default=False, verbose_name='asked one by one')),
                ('lines', models.PositiveIntegerField(default=0, verbose_name='lines or answers of theirs')),
                ('payments', models.PositiveIntegerField(default=0, verbose_name='payments of ours')),
                ('healed', models.PositiveIntegerField(default=0, verbose_name='put right')),
                ('found', models.PositiveIntegerField(default=0, verbose_name='differences')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'reconciliation',
                'verbose_name_plural': 'reconciliations',
                'ordering': ['-pk'],
                'permissions': [('reconcile', "Can compare our books with a provider's")],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
