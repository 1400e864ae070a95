import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
import django.utils.timezone
import marketplace.accounts.encryption
import marketplace.hubs.owned
import phonenumber_field.modelfields
import sellers.models.evidence
import sellers.models.seller
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("sellers", "0001_initial"),
        ("sellers", "0004_evidence_of_the_firm"),
    ]

    dependencies = [
        ('hubs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReasonCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('used_for', models.CharField(choices=[('return', 'return'), ('reject', 'reject'), ('suspend', 'suspend')], default='return', max_length=7, verbose_name='used for')),
                ('step', models.CharField(blank=True, choices=[('sectors', 'What you sell'), ('firm', 'Your firm'), ('contact', 'Contact'), ('payout', 'Payout account'), ('evidence', 'Evidence'), ('review', 'Review and send')], max_length=10, verbose_name='step to mend')),
                ('text', models.TextField(max_length=500, verbose_name='text')),
                ('text_en', models.TextField(max_length=500, null=True, verbose_name='text')),
                ('text_zh_hans', models.TextField(max_length=500, null=True, verbose_name='text')),
                ('text_fr', models.TextField(max_length=500, null=True, verbose_name='text')),
                ('text_rw', models.TextField(max_length=500, null=True, verbose_name='text')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'reason',
                'verbose_name_plural': 'reasons',
                'ordering': ['used_for', 'position', 'code'],
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'code'), name='reason_code_once_per_hub'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_zh_hans', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_rw', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('examples', models.CharField(blank=True, max_length=160, verbose_name='examples')),
                ('examples_en', models.CharField(blank=True, max_length=160, null=True, verbose_name='examples')),
                ('examples_zh_hans', models.CharField(blank=True, max_length=160, null=True, verbose_name='examples')),
                ('examples_fr', models.CharField(blank=True, max_length=160, null=True, verbose_name='examples')),
                ('examples_rw', models.CharField(blank=True, max_length=160, null=True, verbose_name='examples')),
                ('hs_prefixes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None, verbose_name='HS chapters and headings')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_open', models.BooleanField(default=True, verbose_name='open for applications')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'sector',
                'verbose_name_plural': 'sectors',
                'ordering': ['position', 'code'],
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'code'), name='sector_code_once_per_hub'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceRequirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('title_en', models.CharField(max_length=160, null=True, verbose_name='title')),
                ('title_zh_hans', models.CharField(max_length=160, null=True, verbose_name='title')),
                ('title_fr', models.CharField(max_length=160, null=True, verbose_name='title')),
                ('title_rw', models.CharField(max_length=160, null=True, verbose_name='title')),
                ('explanation', models.TextField(blank=True, verbose_name='what it is and where to get it')),
                ('explanation_en', models.TextField(blank=True, null=True, verbose_name='what it is and where to get it')),
                ('explanation_zh_hans', models.TextField(blank=True, null=True, verbose_name='what it is and where to get it')),
                ('explanation_fr', models.TextField(blank=True, null=True, verbose_name='what it is and where to get it')),
                ('explanation_rw', models.TextField(blank=True, null=True, verbose_name='what it is and where to get it')),
                ('condition', models.CharField(blank=True, help_text='Shown where the item is asked only in some cases.', max_length=200, verbose_name='where it applies')),
                ('condition_en', models.CharField(blank=True, help_text='Shown where the item is asked only in some cases.', max_length=200, null=True, verbose_name='where it applies')),
                ('condition_zh_hans', models.CharField(blank=True, help_text='Shown where the item is asked only in some cases.', max_length=200, null=True, verbose_name='where it applies')),
                ('condition_fr', models.CharField(blank=True, help_text='Shown where the item is asked only in some cases.', max_length=200, null=True, verbose_name='where it applies')),
                ('condition_rw', models.CharField(blank=True, help_text='Shown where the item is asked only in some cases.', max_length=200, null=True, verbose_name='where it applies')),
                ('kind', models.CharField(choices=[('computed', 'checked by our rules'), ('attested', 'declared by the seller'), ('verified', 'verified by an officer')], max_length=8, verbose_name='becomes good when')),
                ('need', models.CharField(choices=[('required', 'required'), ('conditional', 'only where it applies')], default='required', max_length=11, verbose_name='need')),
                ('asked_at', models.CharField(choices=[('application', 'with the application'), ('listing', 'before a listing is published')], max_length=11, verbose_name='asked')),
                ('is_for_everyone', models.BooleanField(default=False, verbose_name='asked of every applicant')),
                ('hs_prefixes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None, verbose_name='for goods under HS')),
                ('destination', models.CharField(blank=True, help_text='ISO 3166 alpha-2; empty for everywhere.', max_length=2, verbose_name='destination')),
                ('check_name', models.CharField(blank=True, help_text='The rule that computes it.', max_length=30, verbose_name='rule')),
                ('needs_number', models.BooleanField(default=True, verbose_name='has a number')),
                ('number_pattern', models.CharField(blank=True, help_text='A regular expression; another number only warns.', max_length=60, verbose_name='number looks like')),
                ('needs_file', models.BooleanField(default=True, verbose_name='has a paper')),
                ('needs_expiry', models.BooleanField(default=False, verbose_name='runs out')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('confidence', models.CharField(choices=[('sourced', 'sourced'), ('unverified', 'unverified, confirm with the authority')], default='unverified', max_length=10, verbose_name='confidence')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.agency', verbose_name='issued by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('sectors', models.ManyToManyField(blank=True, related_name='requirements', to='sellers.sector', verbose_name='asked of sectors')),
            ],
            options={
                'verbose_name': 'evidence rule',
                'verbose_name_plural': 'evidence rules',
                'ordering': ['position', 'code'],
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'code', 'valid_from'), name='requirement_once_a_day'),
                    models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='requirement_ends_after_start'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'computed'), _negated=True), models.Q(('check_name', ''), _negated=True), _connector='OR'), name='requirement_computed_names_rule'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Seller',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('legal_name', models.CharField(blank=True, max_length=160, verbose_name='legal name')),
                ('trade_name', models.CharField(blank=True, max_length=120, verbose_name='trade name')),
                ('slug', models.SlugField(max_length=80, verbose_name='address of the storefront')),
                ('story', models.TextField(blank=True, max_length=2000, verbose_name='story')),
                ('story_en', models.TextField(blank=True, max_length=2000, null=True, verbose_name='story')),
                ('story_zh_hans', models.TextField(blank=True, max_length=2000, null=True, verbose_name='story')),
                ('story_fr', models.TextField(blank=True, max_length=2000, null=True, verbose_name='story')),
                ('story_rw', models.TextField(blank=True, max_length=2000, null=True, verbose_name='story')),
                ('public_key', models.CharField(default=sellers.models.seller.new_public_key, editable=False, help_text="Chooses the firm's board picture.", max_length=16, verbose_name='public key')),
                ('tin', models.CharField(blank=True, max_length=9, verbose_name='TIN')),
                ('registration_kind', models.CharField(blank=True, choices=[('RDB', 'Company, registered with RDB'), ('RCA', 'Cooperative, registered with RCA')], max_length=3, verbose_name='registered as')),
                ('registration_number', models.CharField(blank=True, max_length=20, verbose_name='registration number')),
                ('sector_address', models.CharField(blank=True, max_length=200, verbose_name='sector, cell, village or street')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact person')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact e-mail')),
                ('contact_phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='contact phone')),
                ('language', models.CharField(default='en', max_length=8, verbose_name='language of letters')),
                ('payout_kind', models.CharField(blank=True, choices=[('bank', 'Bank account'), ('momo', 'Mobile money')], max_length=4, verbose_name='payout to')),
                ('payout_details', marketplace.accounts.encryption.EncryptedField(blank=True, editable=False, null=True, verbose_name='payout account')),
                ('payout_masked', models.CharField(blank=True, max_length=120, verbose_name='payout account, masked')),
                ('payout_fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'waiting for RDB'), ('returned', 'returned with questions'), ('approved', 'approved'), ('rejected', 'rejected'), ('suspended', 'suspended')], default='draft', max_length=10, verbose_name='state')),
                ('reached_step', models.CharField(choices=[('sectors', 'What you sell'), ('firm', 'Your firm'), ('contact', 'Contact'), ('payout', 'Payout account'), ('evidence', 'Evidence'), ('review', 'Review and send')], default='sectors', editable=False, max_length=10)),
                ('drafts', marketplace.accounts.encryption.EncryptedField(blank=True, editable=False, help_text='What was typed but is not valid yet, by step.', null=True)),
                ('saved_at', models.DateTimeField(blank=True, null=True, verbose_name='last saved')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='promised by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved')),
                ('risk', models.CharField(choices=[('low', 'low'), ('mid', 'mid'), ('high', 'high')], default='low', max_length=4, verbose_name='risk')),
                ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='claimed at')),
                ('is_demonstration', models.BooleanField(default=False, help_text='TIN, registration and account are invented for the demonstration.', verbose_name='demonstration numbers')),
                ('facts_source', models.CharField(blank=True, max_length=200, verbose_name='source of its facts')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='begun')),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='claimed by')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.district', verbose_name='district')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('sectors', models.ManyToManyField(blank=True, related_name='sellers', to='sellers.sector', verbose_name='what it sells')),
            ],
            options={
                'verbose_name': 'seller',
                'verbose_name_plural': 'sellers',
                'ordering': ['trade_name', 'pk'],
                'permissions': [('review_seller', 'Can work the approval desk'), ('read_payout', 'Can read a payout account in full; each reading is logged')],
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'slug'), name='seller_slug_once_per_hub'),
                    models.CheckConstraint(condition=models.Q(('tin', ''), ('tin__regex', '^[0-9]{9}$'), _connector='OR'), name='seller_tin_has_nine_digits'),
                    models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('due_at__isnull', False), ('submitted_at__isnull', False), models.Q(('legal_name', ''), _negated=True)), _connector='OR'), name='seller_sent_has_name_and_clock'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'suspended']), _negated=True), ('approved_at__isnull', False), _connector='OR'), name='seller_approved_has_date'),
                    models.CheckConstraint(condition=models.Q(models.Q(('claimed_at__isnull', True), ('claimed_by__isnull', True)), ('claimed_at__isnull', False), _connector='OR'), name='seller_claim_has_time'),
                ],
                'indexes': [
                    models.Index(fields=['hub', 'state', 'submitted_at'], name='seller_queue'),
                    models.Index(condition=models.Q(('tin', ''), _negated=True), fields=['hub', 'tin'], name='seller_tin'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OfficerNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('text', models.TextField(max_length=2000, verbose_name='note')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='officer_notes', to='sellers.seller')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['-pk'],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'owner'), ('staff', 'staff')], default='staff', max_length=5, verbose_name='role')),
                ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='joined')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seller_members', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='sellers.seller', verbose_name='seller')),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('seller', 'user'), name='member_once_per_seller'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(choices=[('owner', 'owner'), ('staff', 'staff')], default='staff', max_length=5, verbose_name='role')),
                ('invited_at', models.DateTimeField(auto_now_add=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='sellers.seller')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-pk'],
                'constraints': [
                    models.UniqueConstraint(models.F('seller'), django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), name='invitation_once_while_open'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='Stays when the rule gets a newer row.', max_length=40, verbose_name='code of the rule')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number')),
                ('issuer', models.CharField(blank=True, max_length=120, verbose_name='issued by')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('state', models.CharField(choices=[('pending', 'waiting for an officer'), ('attested', 'declared by the seller'), ('verified', 'verified'), ('rejected', 'not accepted'), ('expired', 'expired'), ('waived', 'waived')], default='pending', max_length=8, verbose_name='state')),
                ('does_not_apply', models.BooleanField(default=False, verbose_name='the seller says it does not apply')),
                ('attested_at', models.DateTimeField(blank=True, null=True, verbose_name='declared at')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='looked at on')),
                ('note', models.TextField(blank=True, verbose_name='note to the seller')),
                ('waiver_reason', models.TextField(blank=True, verbose_name='why it is waived')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed by the seller')),
                ('superseded_at', models.DateTimeField(blank=True, help_text='A newer row speaks for the rule now.', null=True, verbose_name='replaced at')),
                ('is_demonstration', models.BooleanField(default=False, verbose_name='demonstration')),
                ('attested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='looked at by')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.evidencerequirement', verbose_name='rule')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='sellers.seller', verbose_name='seller')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state', 'pending'), ('superseded_at__isnull', True)), fields=('seller', 'code'), name='evidence_one_waiting_per_rule'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'waived'), _negated=True), models.Q(('waiver_reason', ''), _negated=True), _connector='OR'), name='evidence_waived_with_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'attested'), _negated=True), ('attested_at__isnull', False), _connector='OR'), name='evidence_attested_by_somebody'),
                    models.CheckConstraint(condition=models.Q(('issued_on__isnull', True), ('expires_on__isnull', True), ('expires_on__gte', models.F('issued_on')), _connector='OR'), name='evidence_ends_after_start'),
                ],
                'indexes': [
                    models.Index(condition=models.Q(('expires_on__isnull', False)), fields=['hub', 'expires_on'], name='evidence_expiry'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='DeskLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField()),
                ('seen_until', models.DateTimeField(blank=True, help_text='The look before this one: changes after it are news.', null=True)),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='sellers.seller')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('seller', 'officer'), name='desk_look_once_per_officer'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('approved', 'approved'), ('returned', 'returned with questions'), ('rejected', 'rejected'), ('suspended', 'suspended'), ('reinstated', 'reinstated'), ('reopened', 'reopened')], max_length=10, verbose_name='decision')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='application sent')),
                ('was_over_clock', models.BooleanField(default=False, verbose_name='over the clock')),
                ('note', models.TextField(blank=True, verbose_name='note to the applicant')),
                ('override_note', models.TextField(blank=True, verbose_name='why it was approved with items missing')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='officer')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('reasons', models.ManyToManyField(blank=True, related_name='+', to='sellers.reasoncode', verbose_name='reasons')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='sellers.seller', verbose_name='seller')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-at', '-pk'],
                'indexes': [
                    models.Index(fields=['hub', 'at'], name='decision_hub_at'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SuspensionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(verbose_name='note for the second officer')),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back at')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('reason', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.reasoncode', verbose_name='reason')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspension_requests', to='sellers.seller')),
            ],
            options={
                'verbose_name': 'suspension request',
                'verbose_name_plural': 'suspension requests',
                'ordering': ['-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('requested_by')), _negated=True), _connector='OR'), name='suspension_needs_second_officer'),
                    models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='suspension_confirmed_wholly'),
                    models.UniqueConstraint(condition=models.Q(('confirmed_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('seller',), name='suspension_request_once_while_open'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file', models.FileField(max_length=200, storage=sellers.models.evidence.private_storage, upload_to='')),
                ('content_type', models.CharField(max_length=40)),
                ('original_name', models.CharField(max_length=160)),
                ('size', models.PositiveIntegerField()),
                ('pages', models.PositiveSmallIntegerField(default=1)),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='sellers.evidence')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'evidence file',
                'verbose_name_plural': 'evidence files',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['hub', 'sha256'], name='evidence_file_digest')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confidence', models.CharField(choices=[('sourced', 'sourced'), ('unverified', 'unverified, confirm with the authority')], default='unverified', max_length=10, verbose_name='confidence')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'public holiday',
                'verbose_name_plural': 'public holidays',
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'day'), name='holiday_once_per_hub')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
