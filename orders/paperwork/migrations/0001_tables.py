import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.approval.rows
import marketplace.hubs.owned
import orders.paperwork.models.country_code
import orders.paperwork.models.document
import uuid
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("paperwork", "0001_initial"),
        ("paperwork", "0003_document_rules"),
        ("paperwork", "0006_facts_of_packs"),
        ("paperwork", "0007_country_codes_and_withdrawals"),
    ]

    dependencies = [
        ('hubs', '0001_initial'),
        ('sellers', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='PaperSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order_number', models.CharField(max_length=40, verbose_name='order')),
                ('state', models.CharField(choices=[('refused', 'refused: the papers contradict each other'), ('issued', 'issued')], max_length=8, verbose_name='state')),
                ('shipment', models.JSONField(verbose_name='shipment')),
                ('findings', models.JSONField(default=list, verbose_name='findings')),
                ('export', models.JSONField(blank=True, default=dict, verbose_name='facts for the pack')),
                ('pack_job', models.UUIDField(blank=True, editable=False, null=True, verbose_name='job that draws the pack')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='seller')),
            ],
            options={
                'verbose_name': 'set of papers',
                'verbose_name_plural': 'sets of papers',
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'order_number'), name='paper_set_once_per_order'),
                ],
                'indexes': [
                    models.Index(fields=['seller', '-created_at'], name='paper_set_of_seller'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order_number', models.CharField(max_length=40, verbose_name='order')),
                ('kind', models.CharField(choices=[('invoice', 'Commercial invoice'), ('packing_list', 'Packing list'), ('pro_forma', 'Pro forma invoice'), ('origin_china', 'Request for a certificate of origin, China special preference'), ('origin_general', 'Request for a certificate of origin'), ('ico', 'Request for an ICO certificate of origin'), ('naeb_lot', 'Request for a NAEB lot certificate'), ('phyto', 'Request for a phytosanitary certificate'), ('fumigation', 'Request for fumigation or treatment'), ('insurance', 'Insurance declaration'), ('air_instruction', 'Shipper’s letter of instruction'), ('sea_instruction', 'Bill of lading instruction'), ('customs', 'Data for the export declaration'), ('label_china', 'Chinese label sheet'), ('elements', 'Declaration elements for Chinese customs')], max_length=16, verbose_name='kind')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('serial', models.PositiveIntegerField(verbose_name='serial number')),
                ('number', models.CharField(max_length=24, verbose_name='number')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('facts', models.JSONField(verbose_name='facts')),
                ('check_code', models.CharField(max_length=16, unique=True, verbose_name='check code')),
                ('issued_at', models.DateTimeField(verbose_name='issued')),
                ('state', models.CharField(choices=[('issued', 'issued, being drawn'), ('drawn', 'drawn')], default='issued', max_length=8, verbose_name='state')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveIntegerField(default=0, verbose_name='size in bytes')),
                ('pdf', models.FileField(blank=True, max_length=200, storage=orders.paperwork.models.document.private_storage, upload_to='', verbose_name='file')),
                ('drawn_at', models.DateTimeField(blank=True, null=True, verbose_name='drawn')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='seller')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='paperwork.document', verbose_name='supersedes')),
                ('paper_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='paperwork.paperset', verbose_name='set of papers')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['-issued_at', 'kind', '-version'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [
                    models.UniqueConstraint(fields=('seller', 'kind', 'year', 'serial', 'version'), name='document_number_once'),
                    models.UniqueConstraint(fields=('paper_set', 'kind', 'version'), name='document_version_once_per_set'),
                    models.CheckConstraint(condition=models.Q(models.Q(('supersedes', None), ('version', 1)), models.Q(('supersedes__isnull', False), ('version__gt', 1)), _connector='OR'), name='document_new_version_supersedes'),
                    models.CheckConstraint(condition=models.Q(models.Q(('drawn_at', None), ('pdf', ''), ('sha256', ''), ('state', 'issued')), models.Q(('drawn_at__isnull', False), ('sha256__regex', '^[0-9a-f]{64}$'), ('state', 'drawn'), models.Q(('pdf', ''), _negated=True)), _connector='OR'), name='document_drawn_has_file_and_hash'),
                ],
                'indexes': [
                    models.Index(fields=['hub', 'order_number'], name='document_of_order'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
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
        migrations.CreateModel(
            name='DocumentRule',
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
                ('document', models.CharField(choices=[('invoice', 'Commercial invoice'), ('packing_list', 'Packing list'), ('pro_forma', 'Pro forma invoice'), ('origin_china', 'Request for a certificate of origin, China special preference'), ('origin_general', 'Request for a certificate of origin'), ('ico', 'Request for an ICO certificate of origin'), ('naeb_lot', 'Request for a NAEB lot certificate'), ('phyto', 'Request for a phytosanitary certificate'), ('fumigation', 'Request for fumigation or treatment'), ('insurance', 'Insurance declaration'), ('air_instruction', 'Shipper’s letter of instruction'), ('sea_instruction', 'Bill of lading instruction'), ('customs', 'Data for the export declaration'), ('label_china', 'Chinese label sheet'), ('elements', 'Declaration elements for Chinese customs'), ('health', 'Veterinary or health certificate'), ('eudr', 'Deforestation data (EUDR)'), ('safety_sheet', 'Safety data sheet'), ('cites', 'CITES check of the species')], max_length=16, verbose_name='paper')),
                ('hs_prefix', models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^(\\d{2}|\\d{4}|\\d{6,10})?\\Z', 'Two, four or six to ten digits without dots; empty for all goods.')], verbose_name='HS codes that begin with')),
                ('destination', models.CharField(blank=True, help_text='Code of a market or a country; empty for everywhere.', max_length=8, validators=[django.core.validators.RegexValidator('^[A-Z]{2,8}\\Z', 'The code of a market or a country, such as CN or EU; empty for everywhere.')], verbose_name='destination')),
                ('mode', models.CharField(blank=True, choices=[('air', 'air'), ('road', 'road'), ('sea', 'sea')], max_length=8, verbose_name='mode')),
                ('incoterm', models.CharField(blank=True, choices=[('EXW', 'EXW'), ('FCA', 'FCA'), ('FAS', 'FAS'), ('FOB', 'FOB'), ('CFR', 'CFR'), ('CIF', 'CIF'), ('CPT', 'CPT'), ('CIP', 'CIP'), ('DAP', 'DAP'), ('DPU', 'DPU'), ('DDP', 'DDP')], max_length=3, verbose_name='term of delivery')),
                ('need', models.CharField(choices=[('required', 'needed'), ('conditional', 'needed in some cases'), ('none', 'not needed')], max_length=12, verbose_name='need')),
                ('reason', models.CharField(help_text='Sellers read it beside the paper.', max_length=300, verbose_name='why, in English')),
                ('reason_zh', models.CharField(blank=True, max_length=300, verbose_name='why, in Chinese')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'document rule',
                'verbose_name_plural': 'document rules',
                'ordering': ['document', 'hs_prefix', 'destination', 'mode', 'incoterm', '-valid_from'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='document_rule_ends_after_start'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='document_rule_needs_second_officer'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='document_rule_in_force_is_confirmed'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='document_rule_has_a_source'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), ('document', '='), ('hs_prefix', '='), ('destination', '='), ('mode', '='), ('incoterm', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='document_rule_one_row_a_day', violation_error_message='Another row in force answers the same question in these days.'), models.CheckConstraint(condition=models.Q(('hs_prefix__regex', '^(\\d{2}|\\d{4}|\\d{6,10})?$')), name='document_rule_prefix_is_digits')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('invoice', 'Commercial invoice'), ('packing_list', 'Packing list'), ('pro_forma', 'Pro forma invoice'), ('origin_china', 'Request for a certificate of origin, China special preference'), ('origin_general', 'Request for a certificate of origin'), ('ico', 'Request for an ICO certificate of origin'), ('naeb_lot', 'Request for a NAEB lot certificate'), ('phyto', 'Request for a phytosanitary certificate'), ('fumigation', 'Request for fumigation or treatment'), ('insurance', 'Insurance declaration'), ('air_instruction', 'Shipper’s letter of instruction'), ('sea_instruction', 'Bill of lading instruction'), ('customs', 'Data for the export declaration'), ('label_china', 'Chinese label sheet'), ('elements', 'Declaration elements for Chinese customs')], max_length=16, verbose_name='kind')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('next_number', models.PositiveIntegerField(default=1, verbose_name='next number')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='seller')),
            ],
            options={
                'verbose_name': 'number series',
                'verbose_name_plural': 'number series',
                'ordering': ['-year', 'seller', 'kind'],
                'abstract': False,
                'base_manager_name': 'across_hubs',
                'constraints': [models.UniqueConstraint(fields=('seller', 'kind', 'year'), name='number_series_once'), models.CheckConstraint(condition=models.Q(('next_number__gte', 1)), name='number_series_from_one')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
