"""Requests of persons, what they agreed to, and how long things stay."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.approval.rows
import marketplace.hubs.owned
import marketplace.privacy.models.keeping
import marketplace.privacy.models.request
import uuid
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from marketplace.approval.keeping import keep_rows


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('hubs', '0002_rwanda'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='AgreedNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('account', 'making the account'), ('guest_order', 'ordering as a guest')], editable=False, max_length=12, verbose_name='occasion')),
                ('order_number', models.CharField(blank=True, editable=False, max_length=32, verbose_name='order')),
                ('version', models.CharField(editable=False, max_length=12, verbose_name='version')),
                ('language', models.CharField(editable=False, max_length=8, verbose_name='language')),
                ('text_hash', models.CharField(editable=False, max_length=64, verbose_name='fingerprint of the text')),
                ('ip', models.GenericIPAddressField(editable=False, null=True, verbose_name='from the address')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='agreed')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('user', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member')),
            ],
            options={
                'verbose_name': 'agreed privacy notice',
                'verbose_name_plural': 'agreed privacy notices',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('order_number', ''), _negated=True), _connector='OR'), name='agreed_notice_of_somebody'), models.UniqueConstraint(condition=models.Q(('order_number', ''), _negated=True), fields=('hub', 'order_number'), name='agreed_notice_once_an_order')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='KeepingPeriod',
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
                ('code', models.CharField(choices=marketplace.privacy.models.keeping.codes, max_length=40, verbose_name='of what')),
                ('days', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='days')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'period of keeping',
                'verbose_name_plural': 'periods of keeping',
                'ordering': ['code', '-valid_from'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='keeping_ends_after_start'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='keeping_needs_second_officer'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='keeping_in_force_is_confirmed'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='keeping_has_a_source'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), ('code', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='keeping_one_row_a_day', violation_error_message='Another row in force answers the same question in these days.'), models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='keeping_of_a_day_at_least')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='NoticeText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(editable=False, max_length=12, verbose_name='version')),
                ('language', models.CharField(editable=False, max_length=8, verbose_name='language')),
                ('text', models.JSONField(editable=False, verbose_name='text')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'privacy notice',
                'verbose_name_plural': 'privacy notices',
                'ordering': ['-since', 'language'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [models.UniqueConstraint(fields=('hub', 'version', 'language'), name='notice_text_once')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PersonRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('export', 'Copy of the data'), ('erasure', 'Erasure')], editable=False, max_length=8, verbose_name='asked for')),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('running', 'Being done'), ('deferred', 'Waits for something to end'), ('done', 'Done'), ('taken_back', 'Taken back'), ('failed', 'Gave up'), ('over', 'File deleted')], default='asked', editable=False, max_length=10, verbose_name='state')),
                ('order_number', models.CharField(blank=True, editable=False, help_text='Of a guest, until it is done.', max_length=32)),
                ('is_guest', models.BooleanField(default=False, editable=False, verbose_name='guest')),
                ('language', models.CharField(editable=False, max_length=8, verbose_name='language')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked')),
                ('answer_by', models.DateField(editable=False, null=True, verbose_name='to be answered by')),
                ('acts_after', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='not before')),
                ('hindered_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, editable=False, size=None, verbose_name='waits for')),
                ('steps_done', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, editable=False, size=None, verbose_name='steps done')),
                ('counts', models.JSONField(default=dict, editable=False, verbose_name='rows')),
                ('tries', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='tries')),
                ('job', models.UUIDField(editable=False, null=True)),
                ('file', models.FileField(blank=True, editable=False, max_length=200, storage=marketplace.privacy.models.request.private_storage, upload_to='')),
                ('size', models.PositiveBigIntegerField(default=0, editable=False, verbose_name='size')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('expires_at', models.DateTimeField(editable=False, null=True, verbose_name='file deleted')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('user', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'request of a person',
                'verbose_name_plural': 'requests of persons',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'indexes': [models.Index(condition=models.Q(('state__in', ['asked', 'running', 'deferred', 'failed'])), fields=['answer_by'], name='person_request_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'running', 'deferred', 'failed'])), fields=('user', 'kind'), name='one_open_request_a_member'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'running', 'deferred', 'failed']), models.Q(('order_number', ''), _negated=True)), fields=('hub', 'order_number', 'kind'), name='one_open_request_a_guest'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'erasure'), ('state', 'done'), _negated=True), models.Q(('order_number', ''), ('user', None)), _connector='OR'), name='erased_person_is_not_named')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        keep_rows('privacy_keepingperiod'),
    ]
