import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.hubs.owned
import orders.payments.models.payment
import orders.payments.models.refund
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("payments", "0001_initial"),
        ("payments", "0003_wrong_amounts_go_back"),
        ("payments", "0004_after_the_sale"),
        ("payments", "0005_the_sandbox_keeps_its_own_books"),
        ("payments", "0006_refunds_of_stray_money"),
        ("payments", "0007_alipay_and_told_once"),
        ("payments", "0008_answers_about_customs"),
        ("payments", "0009_refunds_made_at_the_provider"),
    ]

    dependencies = [
        ('hubs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=orders.payments.models.payment.new_reference, editable=False, max_length=64, unique=True, verbose_name='reference')),
                ('purpose', models.CharField(max_length=40, verbose_name='purpose')),
                ('key', models.CharField(max_length=80, verbose_name='for')),
                ('provider', models.CharField(max_length=40, verbose_name='provider')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='description')),
                ('return_url', models.CharField(max_length=500, verbose_name='return address')),
                ('redirect_url', models.TextField(blank=True, verbose_name='address at the provider')),
                ('is_on_phone', models.BooleanField(default=False, verbose_name='begun on a phone')),
                ('shown_code', models.TextField(blank=True, verbose_name='code to scan')),
                ('state', models.CharField(choices=[('created', 'created'), ('pending', 'waiting for the buyer'), ('paid', 'paid'), ('partially_refunded', 'partly refunded'), ('refunded', 'refunded'), ('failed', 'not paid'), ('expired', 'expired'), ('cancelled', 'cancelled'), ('unwanted', 'not kept, being refunded')], default='created', max_length=20, verbose_name='state')),
                ('provider_reference', models.CharField(blank=True, max_length=64, verbose_name="provider's number")),
                ('captured_amount', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='captured')),
                ('captured_currency', models.CharField(blank=True, max_length=3, verbose_name='captured currency')),
                ('refund_requested', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='refund asked')),
                ('refunded_amount', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='refunded')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='paid')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('queries', models.PositiveSmallIntegerField(default=0, verbose_name='questions asked')),
                ('next_query_at', models.DateTimeField(blank=True, null=True, verbose_name='next question')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
                'ordering': ['-pk'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state__in', ['created', 'pending', 'paid', 'partially_refunded'])), fields=('hub', 'purpose', 'key'), name='one_effective_payment_a_purpose'),
                    models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_above_zero'),
                    models.CheckConstraint(condition=models.Q(('refunded_amount__gte', 0), ('refund_requested__gte', models.F('refunded_amount')), ('captured_amount__gte', models.F('refund_requested'))), name='payment_refunds_within_captured'),
                    models.CheckConstraint(condition=models.Q(models.Q(('captured_amount', 0), ('captured_currency', ''), ('state__in', ['created', 'pending', 'failed', 'expired', 'cancelled'])), models.Q(('captured_amount', models.F('amount')), ('captured_currency', models.F('currency')), ('paid_at__isnull', False), ('state__in', ('paid', 'partially_refunded'))), models.Q(('captured_amount__gt', 0), ('captured_currency__gt', ''), ('paid_at__isnull', False), ('state__in', ['unwanted', 'refunded'])), _connector='OR'), name='payment_captured_as_its_state_says'),
                ],
                'indexes': [
                    models.Index(fields=['hub', 'purpose', 'key'], name='payment_purpose_key'),
                    models.Index(condition=models.Q(('state__in', ('created', 'pending'))), fields=['next_query_at'], name='payment_to_ask'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PaymentMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=40, verbose_name='provider')),
                ('kind', models.CharField(choices=[('start', 'answer to our opening'), ('notification', 'notification'), ('query', 'answer to our question'), ('close', 'answer to our closing'), ('refund', 'answer to our refund'), ('return', "buyer's return"), ('customs', 'answer about customs')], max_length=12, verbose_name='kind')),
                ('headers', models.JSONField(default=dict, verbose_name='headers')),
                ('body', models.BinaryField(verbose_name='body')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('verdict', models.CharField(choices=[('unread', 'not read yet'), ('settled', 'taken'), ('repeated', 'nothing new'), ('told_again', 'the same message again'), ('bad_signature', 'wrong signature'), ('unreadable', 'unreadable'), ('not_ours', 'meant for another merchant'), ('unknown_payment', 'unknown payment'), ('wrong_amount', 'wrong amount'), ('error', 'could not be worked')], default='unread', max_length=16, verbose_name='verdict')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('notice_id', models.CharField(blank=True, max_length=64, verbose_name="provider's number of it")),
                ('first', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='again', to='payments.paymentmessage', verbose_name='the same message, first time')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='payments.payment', verbose_name='payment')),
            ],
            options={
                'verbose_name': "provider's message",
                'verbose_name_plural': "providers' messages",
                'ordering': ['-pk'],
                'permissions': [('replay_message', "Can work a provider's message again")],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('verdict__in', ['settled', 'repeated']), models.Q(('notice_id', ''), _negated=True)), fields=('hub', 'provider', 'notice_id'), name='notice_taken_once'),
                ],
                'indexes': [
                    models.Index(condition=models.Q(('verdict', 'unread')), fields=['received_at'], name='message_unread'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PaymentRoute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=40, verbose_name='provider')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('country', models.CharField(blank=True, help_text='ISO 3166 alpha-2; empty for every country.', max_length=2, verbose_name="buyer's country")),
                ('position', models.PositiveSmallIntegerField(default=10, verbose_name='place in the list')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='The last day it may be used; empty for open.', null=True, verbose_name='valid to')),
                ('source', models.CharField(help_text='The contract or decision behind it.', max_length=200, verbose_name='source')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'way to pay',
                'verbose_name_plural': 'ways to pay',
                'ordering': ['position', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='route_ends_after_it_begins'),
                    models.UniqueConstraint(fields=('hub', 'provider', 'currency', 'country', 'valid_from'), name='route_once'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=orders.payments.models.refund.new_refund_reference, editable=False, max_length=64, unique=True, verbose_name='reference')),
                ('key', models.CharField(help_text='The same wish twice is one refund.', max_length=80, verbose_name='key')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('reason', models.CharField(choices=[('late', 'came too late'), ('wrong_amount', 'wrong amount'), ('refused', 'not wanted'), ('cancelled', 'order cancelled'), ('returned', 'goods returned'), ('goodwill', 'goodwill'), ('dispute', 'claim settled'), ('overpaid', 'more came than was due'), ('stray', 'nobody knew what for'), ('outside', 'made at the provider')], max_length=12, verbose_name='reason')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('parts', models.JSONField(blank=True, default=dict, help_text='In plain values, by the room that asked; empty: a whole payment.', verbose_name='what it is made of')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('done', 'refunded'), ('refused', 'refused by the provider')], default='waiting', max_length=8, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last answer')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.payment', verbose_name='payment')),
                ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
            ],
            options={
                'verbose_name': 'refund',
                'verbose_name_plural': 'refunds',
                'ordering': ['-pk'],
                'permissions': [('retry_refund', 'Can try a refund again')],
                'constraints': [
                    models.UniqueConstraint(fields=('payment', 'key'), name='refund_wish_once'),
                    models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_above_zero'),
                    models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_at__isnull', True)), _connector='OR'), name='refund_done_has_a_time'),
                ],
                'indexes': [
                    models.Index(condition=models.Q(('state', 'waiting')), fields=['created_at'], name='refund_waiting'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
