import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.approval.rows
import marketplace.hubs.owned
import uuid
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("logistics", "0001_initial"),
        ("logistics", "0003_words_of_a_surcharge"),
        ("logistics", "0004_units_and_codes_are_checked"),
        ("logistics", "0005_names_of_columns"),
        ("logistics", "0006_two_officers_legs_and_travel"),
        ("logistics", "0008_pooled_lots"),
    ]

    dependencies = [
        ('hubs', '0001_initial'),
        ('sellers', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'being worked out'), ('priced', 'priced'), ('on_request', 'rate on request'), ('failed', 'could not be worked out')], default='waiting', max_length=12, verbose_name='state')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('parcels', models.JSONField(verbose_name='parcels')),
                ('origin', models.CharField(max_length=8, verbose_name='from')),
                ('destination_country', models.CharField(max_length=2, verbose_name='to country')),
                ('destination_region', models.CharField(blank=True, max_length=40, verbose_name='to region')),
                ('destination_place', models.CharField(blank=True, help_text='Freight in legs ends here.', max_length=8, verbose_name='to place')),
                ('incoterm', models.CharField(blank=True, choices=[('EXW', 'EXW'), ('FCA', 'FCA'), ('FAS', 'FAS'), ('FOB', 'FOB'), ('CFR', 'CFR'), ('CIF', 'CIF'), ('CPT', 'CPT'), ('CIP', 'CIP'), ('DAP', 'DAP'), ('DPU', 'DPU'), ('DDP', 'DDP')], help_text='Empty for a parcel to a buyer’s door.', max_length=3, verbose_name='Incoterm')),
                ('named_place', models.CharField(blank=True, max_length=8, verbose_name='named place')),
                ('ready_on', models.DateField(blank=True, null=True, verbose_name='goods ready on')),
                ('wants_insurance', models.BooleanField(default=False, verbose_name='insured although the term does not ask for it')),
                ('commodity', models.CharField(blank=True, max_length=40, verbose_name='commodity class')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('goods_value', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='value of the goods')),
                ('goods_currency', models.CharField(max_length=3, verbose_name='currency of the goods')),
                ('gross_g', models.PositiveBigIntegerField(verbose_name='gross weight, g')),
                ('reason', models.CharField(blank=True, max_length=40, verbose_name='why there is no price')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='issued')),
                ('valid_until', models.DateTimeField(blank=True, null=True, verbose_name='valid until')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='logistics.quote', verbose_name='supersedes')),
            ],
            options={
                'verbose_name': 'delivery quote',
                'verbose_name_plural': 'delivery quotes',
                'ordering': ['-created_at'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', False), ('state', 'priced'), ('valid_until__gt', models.F('issued_at'))), models.Q(models.Q(('state', 'priced'), _negated=True), ('valid_until__isnull', True)), _connector='OR'), name='quote_priced_is_dated'),
                ],
                'indexes': [
                    models.Index(fields=['created_at'], name='quote_created'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='RateBookStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0)),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('hub',), name='rate_book_stamp_once'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='RateCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='The last day it counts; empty for open.', null=True, verbose_name='valid to')),
                ('source', models.CharField(help_text='The law, notice or page where it is written.', max_length=300, verbose_name='source')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('in_force', 'in force'), ('replaced', 'replaced'), ('withdrawn', 'withdrawn')], default='proposed', editable=False, max_length=12, verbose_name='state')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('is_demonstration', models.BooleanField(default=False, verbose_name='demonstration figure')),
                ('carrier', models.CharField(max_length=80, verbose_name='carrier')),
                ('service', models.CharField(choices=[('post', 'Post (EMS)'), ('express', 'Express courier'), ('air_cargo', 'Air cargo, collected at the airport'), ('road', 'Road'), ('sea', 'Sea, shared container'), ('container', 'Whole container')], max_length=16, verbose_name='service')),
                ('mode', models.CharField(choices=[('air', 'air'), ('road', 'road'), ('sea', 'sea')], max_length=8, verbose_name='mode')),
                ('stage', models.CharField(choices=[('export', 'Export documents and clearance'), ('to_port', 'To the port or airport'), ('origin_terminal', 'Terminal and handling at loading'), ('main', 'Main carriage'), ('arrival', 'Terminal and delivery at the destination')], default='main', help_text='Decides by the Incoterm who pays it.', max_length=16, verbose_name='part of the way')),
                ('origin', models.CharField(help_text='Airport, port or town code, such as KGL.', max_length=8, validators=[django.core.validators.RegexValidator('^[A-Z]{3,8}\\Z', 'Three to eight capital letters, such as KGL.')], verbose_name='from')),
                ('destination_country', models.CharField(help_text='ISO 3166 alpha-2', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}\\Z', 'Two capital letters, such as CN.')], verbose_name='to country')),
                ('destination_region', models.CharField(blank=True, help_text='Province or state; empty for the whole country.', max_length=40, verbose_name='to region')),
                ('destination_place', models.CharField(blank=True, help_text='Airport, port or town where this leg ends, such as DAR; empty where it carries all the way.', max_length=8, validators=[django.core.validators.RegexValidator('^[A-Z]{3,8}\\Z', 'Three to eight capital letters, such as KGL.')], verbose_name='to place')),
                ('commodity', models.CharField(blank=True, help_text='Empty for all goods.', max_length=40, verbose_name='commodity class')),
                ('weight_rule', models.CharField(choices=[('air', 'Air cargo: volume ÷ 6000'), ('courier', 'Courier: volume ÷ 5000'), ('post', 'Post: gross weight of each parcel'), ('lcl', 'Sea, shared container: cubic metre or tonne'), ('truck', 'Truck: a cubic metre counts as 333 kg'), ('container', 'Whole containers, by the piece')], max_length=12, verbose_name='weight rule')),
                ('ratio', models.DecimalField(blank=True, decimal_places=2, help_text="cm³ per kg (air, courier) or kg per m³ (truck, sea) where it differs from the rule's own.", max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='ratio')),
                ('unit', models.CharField(choices=[('kg', 'kg'), ('wm', 'm³ or t'), ('ctr', 'container')], default='kg', max_length=4, verbose_name='unit of the rates')),
                ('container', models.CharField(blank=True, choices=[('20DC', '20′ standard'), ('40DC', '40′ standard'), ('40HC', '40′ high cube'), ('20RF', '20′ refrigerated'), ('40RF', '40′ refrigerated')], help_text='Where a whole container is charged.', max_length=4, verbose_name='container')),
                ('max_container_kg', models.PositiveIntegerField(blank=True, help_text='Where road or axle limits on this leg bind before the container does.', null=True, verbose_name='heaviest load of a container, kg')),
                ('currency', models.CharField(max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'Three capital letters, such as USD.')], verbose_name='currency')),
                ('minimum', models.DecimalField(decimal_places=2, default=0, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='minimum freight')),
                ('max_piece_kg', models.DecimalField(blank=True, decimal_places=1, max_digits=8, null=True, verbose_name='heaviest parcel, kg')),
                ('min_total_kg', models.DecimalField(blank=True, decimal_places=1, max_digits=8, null=True, verbose_name='lightest shipment, kg')),
                ('max_total_kg', models.DecimalField(blank=True, decimal_places=1, max_digits=8, null=True, verbose_name='heaviest shipment, kg')),
                ('transit_min_days', models.PositiveSmallIntegerField(verbose_name='days, at least')),
                ('transit_max_days', models.PositiveSmallIntegerField(verbose_name='days, at most')),
                ('co2_kg_per_tonne', models.DecimalField(blank=True, decimal_places=1, help_text='Over the whole leg, as the carrier or a named method states it; empty where nobody does.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='CO₂, kg per tonne carried')),
                ('co2_source', models.CharField(blank=True, max_length=200, verbose_name='source of the CO₂ figure')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'rate card',
                'verbose_name_plural': 'rate cards',
                'ordering': ['destination_country', 'service', 'carrier', '-valid_from'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='rate_card_ends_after_start'),
                    models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='rate_card_needs_second_officer'),
                    models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='rate_card_in_force_is_confirmed'),
                    models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='rate_card_has_a_source'),
                    django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), ('carrier', '='), ('service', '='), ('mode', '='), ('origin', '='), ('destination_country', '='), ('destination_region', '='), ('destination_place', '='), ('commodity', '='), ('container', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='rate_cards_do_not_overlap', violation_error_message='Another card of this carrier for the same service and lane is valid in these days. End it first.'),
                    models.CheckConstraint(condition=models.Q(('transit_max_days__gte', models.F('transit_min_days'))), name='rate_card_transit_range'),
                    models.CheckConstraint(condition=models.Q(('minimum__gte', 0)), name='rate_card_minimum_not_negative'),
                    models.CheckConstraint(condition=models.Q(models.Q(('unit', 'wm'), ('weight_rule', 'lcl')), models.Q(('unit', 'ctr'), ('weight_rule', 'container')), models.Q(models.Q(('weight_rule__in', ['lcl', 'container']), _negated=True), ('unit', 'kg')), _connector='OR'), name='rate_card_unit_fits_its_rule'),
                    models.CheckConstraint(condition=models.Q(models.Q(('weight_rule', 'container'), models.Q(('container', ''), _negated=True)), models.Q(models.Q(('weight_rule', 'container'), _negated=True), ('container', ''), ('max_container_kg__isnull', True)), _connector='OR'), name='rate_card_names_its_container'),
                    models.CheckConstraint(condition=models.Q(('ratio__isnull', True), ('ratio__gt', 0), _connector='OR'), name='rate_card_ratio_above_zero'),
                    models.CheckConstraint(condition=models.Q(models.Q(('co2_kg_per_tonne__isnull', True), ('co2_source', '')), models.Q(('co2_kg_per_tonne__gte', 0), models.Q(('co2_source', ''), _negated=True)), _connector='OR'), name='rate_card_co2_has_a_source'),
                ],
                'indexes': [
                    models.Index(fields=['hub', 'origin', 'destination_country'], name='rate_card_lane'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='RateBreak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_quantity', models.DecimalField(decimal_places=3, max_digits=10, validators=[django.core.validators.MinValueValidator(0)], verbose_name='from')),
                ('unit_rate', models.DecimalField(decimal_places=4, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='rate')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='logistics.ratecard')),
            ],
            options={
                'verbose_name': 'break',
                'verbose_name_plural': 'breaks',
                'ordering': ['from_quantity'],
                'constraints': [
                    models.UniqueConstraint(fields=('card', 'from_quantity'), name='rate_break_once'),
                    models.CheckConstraint(condition=models.Q(('from_quantity__gte', 0), ('unit_rate__gte', 0)), name='rate_break_not_negative'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='QuoteOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                ('carrier', models.CharField(max_length=80, verbose_name='carrier')),
                ('service', models.CharField(choices=[('post', 'Post (EMS)'), ('express', 'Express courier'), ('air_cargo', 'Air cargo, collected at the airport'), ('road', 'Road'), ('sea', 'Sea, shared container'), ('container', 'Whole container')], max_length=16, verbose_name='service')),
                ('mode', models.CharField(choices=[('air', 'air'), ('road', 'road'), ('sea', 'sea')], max_length=8, verbose_name='mode')),
                ('transit_min_days', models.PositiveSmallIntegerField(verbose_name='days, at least')),
                ('transit_max_days', models.PositiveSmallIntegerField(verbose_name='days, at most')),
                ('chargeable_g', models.PositiveBigIntegerField(verbose_name='chargeable weight, g')),
                ('rule', models.CharField(choices=[('air', 'Air cargo: volume ÷ 6000'), ('courier', 'Courier: volume ÷ 5000'), ('post', 'Post: gross weight of each parcel'), ('lcl', 'Sea, shared container: cubic metre or tonne'), ('truck', 'Truck: a cubic metre counts as 333 kg'), ('container', 'Whole containers, by the piece')], max_length=12, verbose_name='rule')),
                ('rule_values', models.JSONField(default=dict, verbose_name="the rule's values")),
                ('components', models.JSONField(verbose_name='lines')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='price')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('is_demonstration', models.BooleanField(default=False, verbose_name='demonstration figure')),
                ('legs', models.JSONField(default=list, verbose_name='legs')),
                ('containers', models.JSONField(default=dict, verbose_name='containers')),
                ('excluded', models.JSONField(default=list, verbose_name='not included')),
                ('beyond_amount', models.DecimalField(decimal_places=2, default=0, help_text='Lines of this way outside the price.', max_digits=14, verbose_name='known costs the buyer pays')),
                ('co2_kg', models.DecimalField(blank=True, decimal_places=1, max_digits=12, null=True, verbose_name='CO₂, kg')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='logistics.quote')),
                ('rate_card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='logistics.ratecard')),
            ],
            options={
                'verbose_name': 'delivery option',
                'verbose_name_plural': 'delivery options',
                'ordering': ['position'],
                'constraints': [
                    models.UniqueConstraint(fields=('quote', 'position'), name='quote_option_place_once'),
                    models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='quote_option_not_negative'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='FreightLot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity_kg', models.DecimalField(decimal_places=3, max_digits=10, validators=[django.core.validators.MinValueValidator(1)], verbose_name='room, chargeable kg')),
                ('taken_kg', models.DecimalField(decimal_places=3, default=0, editable=False, max_digits=10, verbose_name='taken, kg')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('time_zone', models.CharField(default='Africa/Kigali', help_text='In which the closing time is meant.', max_length=40, verbose_name='time zone')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what others should know')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='opened')),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed'), ('empty', 'nobody joined')], default='open', editable=False, max_length=8, verbose_name='state')),
                ('total_amount', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=14, null=True, verbose_name='freight of the lot')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('seller', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='firm')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='logistics.ratecard', verbose_name='rate card')),
            ],
            options={
                'verbose_name': 'pooled lot',
                'verbose_name_plural': 'pooled lots',
                'ordering': ['closes_at', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('capacity_kg__gt', 0), ('taken_kg__gte', 0), ('taken_kg__lte', models.F('capacity_kg'))), name='freight_lot_has_room'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), ('total_amount__isnull', False)), models.Q(models.Q(('state', 'closed'), _negated=True), ('total_amount__isnull', True)), _connector='OR'), name='freight_lot_closed_has_a_total'),
                ],
                'indexes': [
                    models.Index(fields=['hub', 'state', 'closes_at'], name='freight_lot_open'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Surcharge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text="The trade's short name, such as FSC, SSC, AWB.", max_length=16, validators=[django.core.validators.RegexValidator('^[A-Z][A-Z0-9]{0,15}\\Z', 'Capital letters and digits, such as FSC.')], verbose_name='code')),
                ('basis', models.CharField(choices=[('per_kg', 'per chargeable kg'), ('percent', 'percent of the freight'), ('per_document', 'per document'), ('per_shipment', 'per shipment'), ('per_piece', 'per parcel'), ('per_container', 'per container')], max_length=13, verbose_name='basis')),
                ('stage', models.CharField(blank=True, choices=[('export', 'Export documents and clearance'), ('to_port', 'To the port or airport'), ('origin_terminal', 'Terminal and handling at loading'), ('main', 'Main carriage'), ('arrival', 'Terminal and delivery at the destination')], help_text="Empty where it belongs to the card's own.", max_length=16, verbose_name='part of the way')),
                ('rate', models.DecimalField(decimal_places=4, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='rate')),
                ('minimum', models.DecimalField(decimal_places=2, default=0, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='minimum')),
                ('currency', models.CharField(blank=True, help_text="Where it differs from the card's.", max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'Three capital letters, such as USD.')], verbose_name='currency')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='surcharges', to='logistics.ratecard')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'surcharge',
                'verbose_name_plural': 'surcharges',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('card', 'code'), name='surcharge_once'),
                    models.CheckConstraint(condition=models.Q(('minimum__gte', 0), ('rate__gte', 0)), name='surcharge_not_negative'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='TravelCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shipment', models.CharField(max_length=40, verbose_name='shipment')),
                ('quoted_amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='quoted')),
                ('actual_amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='paid to the carrier')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('source', models.CharField(help_text='The carrier’s invoice.', max_length=120, verbose_name='source')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='entered')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'cost of a shipment',
                'verbose_name_plural': 'costs of shipments',
                'ordering': ['-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('actual_amount__gte', 0), ('quoted_amount__gte', 0)), name='travel_cost_not_negative'),
                ],
                'indexes': [
                    models.Index(fields=['hub', 'shipment'], name='travel_cost_of_shipment'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='TravelPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shipment', models.CharField(max_length=40, verbose_name='shipment')),
                ('kind', models.CharField(choices=[('post', 'Post (UPU S10)'), ('waybill', 'Air waybill'), ('container', 'Container'), ('other', 'Another number of the carrier')], max_length=12, verbose_name='kind of number')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='entered')),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'verbose_name': 'parcel or container',
                'verbose_name_plural': 'parcels and containers',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('hub', 'shipment', 'number'), name='travel_piece_once'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='TravelEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shipment', models.CharField(max_length=40, verbose_name='shipment')),
                ('passage', models.CharField(choices=[('booked', 'Booked with the carrier'), ('collected', 'Collected'), ('departed', 'Left the country'), ('in_transit', 'On the way'), ('arrived', 'Arrived in the country of destination'), ('cleared', 'Cleared by customs'), ('out', 'Out for delivery'), ('delivered', 'Handed over')], max_length=12, verbose_name='where it is')),
                ('teller', models.CharField(choices=[('seller', 'the seller'), ('carrier', 'the carrier'), ('officer', 'an officer')], max_length=8, verbose_name='told by')),
                ('happened_at', models.DateTimeField(verbose_name='when')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place')),
                ('raw', models.JSONField(default=dict, verbose_name='as it was told')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='entered')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('piece', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='logistics.travelpiece', verbose_name='parcel or container')),
            ],
            options={
                'verbose_name': 'step of a shipment',
                'verbose_name_plural': 'steps of shipments',
                'ordering': ['happened_at', 'pk'],
                'indexes': [
                    models.Index(fields=['hub', 'shipment'], name='travel_event_of_shipment'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ContainerType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='The last day it counts; empty for open.', null=True, verbose_name='valid to')),
                ('source', models.CharField(help_text='The law, notice or page where it is written.', max_length=300, verbose_name='source')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('in_force', 'in force'), ('replaced', 'replaced'), ('withdrawn', 'withdrawn')], default='proposed', editable=False, max_length=12, verbose_name='state')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('is_demonstration', models.BooleanField(default=False, verbose_name='demonstration figure')),
                ('code', models.CharField(choices=[('20DC', '20′ standard'), ('40DC', '40′ standard'), ('40HC', '40′ high cube'), ('20RF', '20′ refrigerated'), ('40RF', '40′ refrigerated')], max_length=4, verbose_name='container')),
                ('length_mm', models.PositiveIntegerField(verbose_name='inner length, mm')),
                ('width_mm', models.PositiveIntegerField(verbose_name='inner width, mm')),
                ('height_mm', models.PositiveIntegerField(verbose_name='inner height, mm')),
                ('load_m3', models.DecimalField(decimal_places=1, max_digits=5, validators=[django.core.validators.MinValueValidator(1)], verbose_name='room that loose cargo uses, m³')),
                ('payload_kg', models.PositiveIntegerField(verbose_name='heaviest load, kg')),
                ('coffee_bags', models.PositiveIntegerField(blank=True, null=True, verbose_name='bags of 60 kg of coffee')),
                ('is_verified', models.BooleanField(default=False, help_text='Checked against the carrier’s own sheet.', verbose_name='verified')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'kind of container',
                'verbose_name_plural': 'kinds of containers',
                'ordering': ['code', '-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='container_type_ends_after_start'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='container_type_needs_second_officer'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='container_type_in_force_is_confirmed'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='container_type_has_a_source'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), ('code', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='container_type_one_row_a_day', violation_error_message='Another row in force answers the same question in these days.'), models.CheckConstraint(condition=models.Q(('height_mm__gt', 0), ('length_mm__gt', 0), ('load_m3__gt', 0), ('payload_kg__gt', 0), ('width_mm__gt', 0)), name='container_type_above_zero')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='InsuranceRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='The last day it counts; empty for open.', null=True, verbose_name='valid to')),
                ('source', models.CharField(help_text='The law, notice or page where it is written.', max_length=300, verbose_name='source')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('in_force', 'in force'), ('replaced', 'replaced'), ('withdrawn', 'withdrawn')], default='proposed', editable=False, max_length=12, verbose_name='state')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                ('is_demonstration', models.BooleanField(default=False, verbose_name='demonstration figure')),
                ('clause', models.CharField(choices=[('A', 'ICC (A)'), ('C', 'ICC (C)')], max_length=1, verbose_name='clauses')),
                ('commodity', models.CharField(blank=True, help_text='Empty for all goods.', max_length=40, verbose_name='commodity class')),
                ('insurer', models.CharField(max_length=80, verbose_name='insurer')),
                ('percent', models.DecimalField(decimal_places=4, max_digits=7, validators=[django.core.validators.MinValueValidator(0)], verbose_name='rate, %')),
                ('minimum', models.DecimalField(decimal_places=2, default=0, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='minimum premium')),
                ('currency', models.CharField(max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'Three capital letters, such as USD.')], verbose_name='currency')),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'insurance rate',
                'verbose_name_plural': 'insurance rates',
                'ordering': ['clause', 'commodity', '-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='insurance_rate_ends_after_start'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='insurance_rate_needs_second_officer'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='insurance_rate_in_force_is_confirmed'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='insurance_rate_has_a_source'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), ('clause', '='), ('commodity', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='insurance_rate_one_row_a_day', violation_error_message='Another row in force answers the same question in these days.'), models.CheckConstraint(condition=models.Q(('minimum__gte', 0), ('percent__gte', 0), ('percent__lt', 50)), name='insurance_rate_in_range')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LotShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=40, verbose_name='order or own reference')),
                ('parcels', models.JSONField(verbose_name='parcels')),
                ('chargeable_kg', models.DecimalField(decimal_places=3, max_digits=10, verbose_name='chargeable weight, kg')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left again')),
                ('alone_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='price alone')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='share')),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
                ('joined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='logistics.freightlot', verbose_name='pooled lot')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller', verbose_name='firm')),
            ],
            options={
                'verbose_name': 'share of a lot',
                'verbose_name_plural': 'shares of lots',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('lot', 'seller', 'reference'), name='lot_share_once'), models.CheckConstraint(condition=models.Q(('chargeable_kg__gt', 0)), name='lot_share_weighs_something'), models.CheckConstraint(condition=models.Q(models.Q(('alone_amount__isnull', True), ('amount__isnull', True)), models.Q(('alone_amount__gte', 0), ('amount__gte', 0), ('left_at__isnull', True)), _connector='OR'), name='lot_share_is_settled_whole')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
