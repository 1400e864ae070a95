import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.hubs.owned
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("history", "0001_initial"),
        ("history", "0004_names_of_columns"),
    ]

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('hubs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveBigIntegerField(blank=True, help_text='Given with the seal, within seconds.', null=True, verbose_name='position')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('action', models.CharField(max_length=80, verbose_name='what')),
                ('subject_id', models.CharField(max_length=64, verbose_name='subject')),
                ('before', models.JSONField(default=dict, verbose_name='before')),
                ('after', models.JSONField(default=dict, verbose_name='after')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('previous_hash', models.CharField(blank=True, max_length=64, verbose_name='seal of the entry before')),
                ('hash', models.CharField(blank=True, max_length=64, verbose_name='seal')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype', verbose_name='kind of subject')),
            ],
            options={
                'verbose_name': 'history entry',
                'verbose_name_plural': 'history',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='history_subject'), models.Index(condition=models.Q(('position', None)), fields=['hub'], name='history_unsealed')],
                'constraints': [models.UniqueConstraint(fields=('hub', 'position'), name='history_position_once')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
