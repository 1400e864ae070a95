import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
import django.utils.timezone
import marketplace.hubs.owned
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("ledger", "0001_initial"),
        ("ledger", "0003_block_payouts"),
        ("ledger", "0004_settlement"),
        ("ledger", "0006_fees_of_providers"),
        ("ledger", "0008_parts_of_payments"),
        ("ledger", "0009_least_and_most_commission"),
    ]

    dependencies = [
        ('catalog', '0001_tables'),
        ('hubs', '0001_initial'),
        ('payments', '0001_tables'),
        ('sellers', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('provider', 'money at a payment provider'), ('bank', "the marketplace's bank account"), ('held', 'held for a seller until the goods arrive'), ('payable', 'owed to a seller'), ('in_transit', 'on its way to a seller'), ('returning', 'on its way back to a buyer'), ('deposit', 'parts held for a buyer until all has come'), ('unassigned', 'received for something without a seller'), ('commission', 'commission earned'), ('tax', 'taxes owed to the authority'), ('fees', 'fees of payment providers'), ('goodwill', 'refunds the marketplace bears'), ('exchange', 'between two currencies')], max_length=12, verbose_name='kind')),
                ('owner', models.CharField(blank=True, help_text="The seller's id or the provider's code.", max_length=40, verbose_name='owner')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('seller', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='seller')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'ordering': ['kind', 'owner', 'currency'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'kind', 'owner', 'currency'), name='one_account_of_a_kind'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('held', 'payable', 'in_transit')), ('seller__isnull', False)), models.Q(models.Q(('kind__in', ('held', 'payable', 'in_transit')), _negated=True), ('seller__isnull', True)), _connector='OR'), name='account_of_a_seller_names_one'),
                ],
                'indexes': [
                    models.Index(condition=models.Q(('seller__isnull', False)), fields=['seller', 'kind'], name='account_of_seller'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CommissionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('commission', 'commission on the goods'), ('commission_tax', 'tax on the commission'), ('withholding', 'tax withheld from the goods')], default='commission', max_length=16, verbose_name='kind')),
                ('rate', models.DecimalField(decimal_places=5, help_text='A share: 0.05 is five of a hundred.', max_digits=7, verbose_name='rate')),
                ('least_amount', models.DecimalField(blank=True, decimal_places=2, help_text='Kept even where the rate gives less, but never more than the goods.', max_digits=14, null=True, verbose_name='least for an order')),
                ('most_amount', models.DecimalField(blank=True, decimal_places=2, help_text='Kept even where the rate gives more.', max_digits=14, null=True, verbose_name='most for an order')),
                ('limit_currency', models.CharField(blank=True, help_text='A sale in another currency is held to them at the exchange rate of its day; without a rate the share alone counts.', max_length=3, verbose_name='currency of least and most')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='The last day it counts; empty for open.', null=True, verbose_name='valid to')),
                ('source', models.CharField(help_text='The contract, law or decision behind it.', max_length=200, verbose_name='source')),
                ('is_demonstration', models.BooleanField(default=False, verbose_name='demonstration figure')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category', verbose_name='only on this shelf')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('seller', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='only for this seller')),
            ],
            options={
                'verbose_name': 'commission rule',
                'verbose_name_plural': 'commission rules',
                'ordering': ['kind', '-valid_from', 'pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('rate__gte', 0), ('rate__lt', 1)), name='commission_rate_is_a_share'),
                    models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='commission_ends_after_it_begins'),
                    models.CheckConstraint(condition=models.Q(('kind', 'commission'), ('category__isnull', True), _connector='OR'), name='tax_is_of_no_shelf'),
                    models.CheckConstraint(condition=models.Q(models.Q(('least_amount__isnull', True), ('limit_currency', ''), ('most_amount__isnull', True)), models.Q(('kind', 'commission'), ('limit_currency__regex', '^[A-Z]{3}$'), models.Q(('least_amount', None), ('most_amount', None), _negated=True)), _connector='OR'), name='commission_limits_have_a_currency', violation_error_message='Least and most are of commission alone, and need their currency; without them there is none.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('least_amount__isnull', True), ('least_amount__gt', 0), _connector='OR'), models.Q(('most_amount__isnull', True), ('most_amount__gt', 0), _connector='OR'), models.Q(('least_amount__isnull', True), ('most_amount__isnull', True), ('most_amount__gte', models.F('least_amount')), _connector='OR')), name='commission_least_is_not_above_most', violation_error_message='Least and most are above zero, and the most is not less than the least.'),
                    models.UniqueConstraint(fields=('hub', 'kind', 'seller', 'category', 'valid_from'), name='commission_rule_once', nulls_distinct=False),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='What happened once is written once.', max_length=120, verbose_name='key')),
                ('kind', models.CharField(choices=[('capture', 'payment received'), ('part', 'part of a payment received'), ('refund', 'refund to the buyer'), ('fulfilment', 'goods arrived'), ('payout', 'payout begun'), ('payout_paid', 'payout paid'), ('payout_returned', 'payout came back'), ('settlement', 'payment provider paid us'), ('provider_fee', 'fee of a payment provider')], max_length=16, verbose_name='kind')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('written_in', models.BigIntegerField(default=0, editable=False, help_text='The transaction; the database signs it itself.')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='payments.payment', verbose_name='payment')),
            ],
            options={
                'verbose_name': 'entry of the ledger',
                'verbose_name_plural': 'entries of the ledger',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'key'), name='entry_once'),
                ],
                'indexes': [
                    models.Index(fields=['hub', '-at'], name='entry_at'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PaymentSplit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=40, verbose_name='order')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('goods_amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='goods')),
                ('delivery_amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='delivery')),
                ('goods_refunded', models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name='goods refunded')),
                ('delivery_refunded', models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name='delivery refunded')),
                ('other_refunded', models.DecimalField(decimal_places=2, default=0, help_text='Goodwill and return freight that the seller bears.', max_digits=16, verbose_name='other refunds')),
                ('captured_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('earned_at', models.DateTimeField(blank=True, null=True, verbose_name='earned')),
                ('blocked', models.CharField(blank=True, help_text='While a dispute is open; empty: it may be paid out.', max_length=100, verbose_name='not paid out because')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='splits', to='payments.payment', verbose_name='payment')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='seller')),
            ],
            options={
                'verbose_name': 'payment split',
                'verbose_name_plural': 'payment splits',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'part'), name='one_split_a_part'),
                    models.CheckConstraint(condition=models.Q(('goods_refunded__gte', 0), ('goods_refunded__lte', models.F('goods_amount')), ('delivery_refunded__gte', 0), ('delivery_refunded__lte', models.F('delivery_amount')), ('other_refunded__gte', 0), ('goods_amount__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('goods_refunded'), '+', models.F('delivery_refunded')), '+', models.F('other_refunded')), '-', models.F('delivery_amount')))), name='split_refunds_within_share'),
                ],
                'indexes': [
                    models.Index(fields=['seller', 'earned_at'], name='split_of_seller'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CommissionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('commission', 'commission on the goods'), ('commission_tax', 'tax on the commission'), ('withholding', 'tax withheld from the goods')], max_length=16, verbose_name='kind')),
                ('rate', models.DecimalField(decimal_places=5, max_digits=7, verbose_name='rate')),
                ('base_amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='base')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='amount')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('limit_kind', models.CharField(blank=True, choices=[('least', 'the least for an order'), ('most', 'the most for an order')], max_length=5, verbose_name='limit that counted')),
                ('limit_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='limit')),
                ('limit_currency', models.CharField(blank=True, max_length=3, verbose_name='currency of the limit')),
                ('limit_rate', models.DecimalField(blank=True, decimal_places=10, max_digits=20, null=True, verbose_name='rate')),
                ('limit_rate_base', models.CharField(blank=True, max_length=3, verbose_name='rate from')),
                ('limit_rate_day', models.DateField(blank=True, null=True, verbose_name='rate of')),
                ('limit_rate_source', models.CharField(blank=True, max_length=200, verbose_name='source of the rate')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.commissionrule', verbose_name='rule')),
                ('split', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='ledger.paymentsplit', verbose_name='payment split')),
            ],
            options={
                'verbose_name': 'commission line',
                'verbose_name_plural': 'commission lines',
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('split', 'rule'), name='commission_line_once'),
                    models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('amount__lte', models.F('base_amount'))), name='commission_within_its_base'),
                    models.CheckConstraint(condition=models.Q(models.Q(('limit_amount__isnull', True), ('limit_kind', '')), models.Q(models.Q(('limit_kind', ''), _negated=True), ('limit_amount__isnull', False)), _connector='OR'), name='commission_limit_is_told'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='amount')),
                ('item', models.CharField(choices=[('goods', 'Goods'), ('delivery', 'Delivery'), ('commission', 'Commission'), ('commission_tax', 'Tax on the commission'), ('withholding', 'Tax withheld'), ('freight', 'Freight of a return'), ('goodwill', 'Goodwill'), ('money', 'Money'), ('payout', 'Payout'), ('fee', 'Fee'), ('exchange', 'Exchange')], max_length=16, verbose_name='for')),
                ('part', models.CharField(blank=True, help_text='The part of the payment it belongs to.', max_length=40, verbose_name='order')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.account', verbose_name='account')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.entry', verbose_name='entry')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'posting',
                'verbose_name_plural': 'postings',
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='posting_is_not_nothing'),
                ],
                'indexes': [
                    models.Index(condition=models.Q(('part', ''), _negated=True), fields=['part'], name='posting_of_part'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=40, verbose_name='provider')),
                ('reference', models.CharField(max_length=64, verbose_name="provider's number")),
                ('day', models.DateField(verbose_name='day')),
                ('currency', models.CharField(max_length=3, verbose_name='collected in')),
                ('gross_amount', models.DecimalField(decimal_places=2, help_text='What it settles, before its fee.', max_digits=16, verbose_name='collected')),
                ('fee_amount', models.DecimalField(decimal_places=2, default=0, help_text='In the same currency.', max_digits=16, verbose_name='fee')),
                ('known_fee_amount', models.DecimalField(decimal_places=2, default=0, help_text="From the provider's lists of a day.", max_digits=16, verbose_name='of the fee booked before')),
                ('settled_currency', models.CharField(max_length=3, verbose_name='paid to us in')),
                ('settled_amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='paid to us')),
                ('rate', models.DecimalField(decimal_places=12, default=1, help_text='Paid to us for one unit collected.', max_digits=24, verbose_name='rate')),
                ('rate_source', models.CharField(blank=True, max_length=200, verbose_name='source of the rate')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'settlement of a provider',
                'verbose_name_plural': 'settlements of providers',
                'ordering': ['-day', '-pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'provider', 'reference'), name='settlement_once'),
                    models.CheckConstraint(condition=models.Q(('fee_amount__gte', 0), ('gross_amount__gt', 0), ('rate__gt', 0), ('settled_amount__gte', 0)), name='settlement_amounts'),
                    models.CheckConstraint(condition=models.Q(('fee_amount__lte', models.F('gross_amount'))), name='settlement_fee_within_it'),
                    models.CheckConstraint(condition=models.Q(('known_fee_amount__gte', 0), ('known_fee_amount__lte', models.F('fee_amount'))), name='settlement_knows_of_its_fee'),
                    models.CheckConstraint(condition=models.Q(models.Q(('currency', models.F('settled_currency')), ('rate', 1), ('settled_amount', django.db.models.expressions.CombinedExpression(models.F('gross_amount'), '-', models.F('fee_amount')))), models.Q(models.Q(('currency', models.F('settled_currency')), _negated=True), models.Q(('rate_source', ''), _negated=True)), _connector='OR'), name='settlement_adds_up_or_names_its_rate'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ProviderFee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=40, verbose_name='provider')),
                ('reference', models.CharField(max_length=64, verbose_name="provider's number")),
                ('refund_number', models.CharField(blank=True, max_length=64, verbose_name='number of the refund')),
                ('day', models.DateField(help_text='In the calendar of the provider.', verbose_name='day')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('amount', models.DecimalField(decimal_places=2, help_text='Below zero where it was given back.', max_digits=16, verbose_name='fee')),
                ('counted_amount', models.DecimalField(decimal_places=2, default=0, help_text='By a settlement that was written earlier.', max_digits=16, verbose_name='counted before')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry', verbose_name='entry of the ledger')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fees', to='payments.payment', verbose_name='payment')),
                ('counted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='counted_fees', to='ledger.settlement', verbose_name='settlement')),
            ],
            options={
                'verbose_name': 'fee of a provider',
                'verbose_name_plural': 'fees of providers',
                'ordering': ['-day', '-pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'provider', 'reference', 'refund_number'), name='provider_fee_once'),
                    models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='provider_fee_is_not_nothing'),
                    models.CheckConstraint(condition=models.Q(models.Q(('counted_amount', 0), ('counted_by__isnull', True)), models.Q(('counted_amount__gt', 0), ('counted_amount__lte', models.F('amount')), ('counted_by__isnull', False)), _connector='OR'), name='provider_fee_counted_by_a_settlement'),
                    models.CheckConstraint(condition=models.Q(models.Q(('counted_amount', models.F('amount')), ('entry__isnull', True)), models.Q(('entry__isnull', False), models.Q(('counted_amount', models.F('amount')), _negated=True)), _connector='OR'), name='provider_fee_is_booked_or_counted'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
