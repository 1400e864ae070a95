import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.hubs.owned
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("jobs", "0001_initial"),
        ("jobs", "0002_resending"),
        ("jobs", "0003_retry_right"),
    ]

    dependencies = [
        ('hubs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('key', models.CharField(blank=True, help_text='Work with the same key exists once.', max_length=160, null=True, verbose_name='key')),
                ('payload', models.JSONField(default=dict, verbose_name='payload')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='waiting', max_length=8, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('progress_done', models.PositiveIntegerField(default=0, verbose_name='steps done')),
                ('progress_total', models.PositiveIntegerField(default=0, verbose_name='steps in all')),
                ('result', models.JSONField(blank=True, null=True, verbose_name='result')),
                ('last_error', models.TextField(blank=True, verbose_name='last error')),
                ('run_after', models.DateTimeField(default=django.utils.timezone.now, verbose_name='not before')),
                ('send_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent again if not begun by')),
                ('sends', models.PositiveSmallIntegerField(default=0, verbose_name='times sent')),
                ('claim', models.UUIDField(blank=True, help_text='The run that holds the job now.', null=True, verbose_name='claim')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='lease until')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'job',
                'verbose_name_plural': 'jobs',
                'ordering': ['-created_at'],
                'permissions': [('retry_job', 'Can try a failed job again')],
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['send_at'], name='job_open'), models.Index(fields=['kind', 'created_at'], name='job_kind_created')],
                'constraints': [models.UniqueConstraint(fields=('hub', 'key'), name='job_key_once_per_hub')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
