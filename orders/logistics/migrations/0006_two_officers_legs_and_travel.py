import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import marketplace.approval.rows
import marketplace.hubs.owned
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('hubs', '0002_rwanda'),
        ('logistics', '0005_names_of_columns'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='ratecard',
            name='rate_card_ends_after_it_begins',
        ),
        migrations.RemoveConstraint(
            model_name='ratecard',
            name='rate_cards_do_not_overlap',
        ),
        migrations.RemoveConstraint(
            model_name='ratecard',
            name='rate_card_unit_fits_its_rule',
        ),
        migrations.RenameField(
            model_name='ratecard',
            old_name='entered_by',
            new_name='proposed_by',
        ),
        migrations.AddField(
            model_name='quote',
            name='destination_place',
            field=models.CharField(blank=True, help_text='Freight in legs ends here.', max_length=8, verbose_name='to place'),
        ),
        migrations.AddField(
            model_name='quote',
            name='incoterm',
            field=models.CharField(blank=True, choices=[('EXW', 'EXW'), ('FCA', 'FCA'), ('FAS', 'FAS'), ('FOB', 'FOB'), ('CFR', 'CFR'), ('CIF', 'CIF'), ('CPT', 'CPT'), ('CIP', 'CIP'), ('DAP', 'DAP'), ('DPU', 'DPU'), ('DDP', 'DDP')], help_text='Empty for a parcel to a buyer’s door.', max_length=3, verbose_name='Incoterm'),
        ),
        migrations.AddField(
            model_name='quote',
            name='named_place',
            field=models.CharField(blank=True, max_length=8, verbose_name='named place'),
        ),
        migrations.AddField(
            model_name='quote',
            name='ready_on',
            field=models.DateField(blank=True, null=True, verbose_name='goods ready on'),
        ),
        migrations.AddField(
            model_name='quote',
            name='wants_insurance',
            field=models.BooleanField(default=False, verbose_name='insured although the term does not ask for it'),
        ),
        migrations.AddField(
            model_name='quoteoption',
            name='beyond_amount',
            field=models.DecimalField(decimal_places=2, default=0, help_text='Lines of this way outside the price.', max_digits=14, verbose_name='known costs the buyer pays'),
        ),
        migrations.AddField(
            model_name='quoteoption',
            name='co2_kg',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=12, null=True, verbose_name='CO₂, kg'),
        ),
        migrations.AddField(
            model_name='quoteoption',
            name='containers',
            field=models.JSONField(default=dict, verbose_name='containers'),
        ),
        migrations.AddField(
            model_name='quoteoption',
            name='excluded',
            field=models.JSONField(default=list, verbose_name='not included'),
        ),
        migrations.AddField(
            model_name='quoteoption',
            name='legs',
            field=models.JSONField(default=list, verbose_name='legs'),
        ),
        migrations.AddField(
            model_name='ratecard',
            name='co2_kg_per_tonne',
            field=models.DecimalField(blank=True, decimal_places=1, help_text='Over the whole leg, as the carrier or a named method states it; empty where nobody does.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='CO₂, kg per tonne carried'),
        ),
        migrations.AddField(
            model_name='ratecard',
            name='co2_source',
            field=models.CharField(blank=True, max_length=200, verbose_name='source of the CO₂ figure'),
        ),
        migrations.AddField(
            model_name='ratecard',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at'),
        ),
        migrations.AddField(
            model_name='ratecard',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        migrations.AddField(
            model_name='ratecard',
            name='container',
            field=models.CharField(blank=True, choices=[('20DC', '20′ standard'), ('40DC', '40′ standard'), ('40HC', '40′ high cube'), ('20RF', '20′ refrigerated'), ('40RF', '40′ refrigerated')], help_text='Where a whole container is charged.', max_length=4, verbose_name='container'),
        ),
        migrations.AddField(
            model_name='ratecard',
            name='destination_place',
            field=models.CharField(blank=True, help_text='Airport, port or town where this leg ends, such as DAR; empty where it carries all the way.', max_length=8, validators=[django.core.validators.RegexValidator('^[A-Z]{3,8}\\Z', 'Three to eight capital letters, such as KGL.')], verbose_name='to place'),
        ),
        migrations.AddField(
            model_name='ratecard',
            name='max_container_kg',
            field=models.PositiveIntegerField(blank=True, help_text='Where road or axle limits on this leg bind before the container does.', null=True, verbose_name='heaviest load of a container, kg'),
        ),
        migrations.AlterField(
            model_name='ratecard',
            name='proposed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='ratecard',
            name='stage',
            field=models.CharField(choices=[('export', 'Export documents and clearance'), ('to_port', 'To the port or airport'), ('origin_terminal', 'Terminal and handling at loading'), ('main', 'Main carriage'), ('arrival', 'Terminal and delivery at the destination')], default='main', help_text='Decides by the Incoterm who pays it.', max_length=16, verbose_name='part of the way'),
        ),
        migrations.AddField(
            model_name='ratecard',
            name='state',
            field=models.CharField(choices=[('proposed', 'proposed'), ('in_force', 'in force'), ('replaced', 'replaced'), ('withdrawn', 'withdrawn')], default='proposed', editable=False, max_length=12, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='surcharge',
            name='stage',
            field=models.CharField(blank=True, choices=[('export', 'Export documents and clearance'), ('to_port', 'To the port or airport'), ('origin_terminal', 'Terminal and handling at loading'), ('main', 'Main carriage'), ('arrival', 'Terminal and delivery at the destination')], help_text="Empty where it belongs to the card's own.", max_length=16, verbose_name='part of the way'),
        ),
        migrations.AlterField(
            model_name='quoteoption',
            name='rule',
            field=models.CharField(choices=[('air', 'Air cargo: volume ÷ 6000'), ('courier', 'Courier: volume ÷ 5000'), ('post', 'Post: gross weight of each parcel'), ('lcl', 'Sea, shared container: cubic metre or tonne'), ('truck', 'Truck: a cubic metre counts as 333 kg'), ('container', 'Whole containers, by the piece')], max_length=12, verbose_name='rule'),
        ),
        migrations.AlterField(
            model_name='quoteoption',
            name='service',
            field=models.CharField(choices=[('post', 'Post (EMS)'), ('express', 'Express courier'), ('air_cargo', 'Air cargo, collected at the airport'), ('road', 'Road'), ('sea', 'Sea, shared container'), ('container', 'Whole container')], max_length=16, verbose_name='service'),
        ),
        migrations.AlterField(
            model_name='ratecard',
            name='service',
            field=models.CharField(choices=[('post', 'Post (EMS)'), ('express', 'Express courier'), ('air_cargo', 'Air cargo, collected at the airport'), ('road', 'Road'), ('sea', 'Sea, shared container'), ('container', 'Whole container')], max_length=16, verbose_name='service'),
        ),
        migrations.AlterField(
            model_name='ratecard',
            name='source',
            field=models.CharField(help_text='The law, notice or page where it is written.', max_length=300, verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='ratecard',
            name='unit',
            field=models.CharField(choices=[('kg', 'kg'), ('wm', 'm³ or t'), ('ctr', 'container')], default='kg', max_length=4, verbose_name='unit of the rates'),
        ),
        migrations.AlterField(
            model_name='ratecard',
            name='valid_to',
            field=models.DateField(blank=True, help_text='The last day it counts; empty for open.', null=True, verbose_name='valid to'),
        ),
        migrations.AlterField(
            model_name='ratecard',
            name='weight_rule',
            field=models.CharField(choices=[('air', 'Air cargo: volume ÷ 6000'), ('courier', 'Courier: volume ÷ 5000'), ('post', 'Post: gross weight of each parcel'), ('lcl', 'Sea, shared container: cubic metre or tonne'), ('truck', 'Truck: a cubic metre counts as 333 kg'), ('container', 'Whole containers, by the piece')], max_length=12, verbose_name='weight rule'),
        ),
        migrations.AlterField(
            model_name='surcharge',
            name='basis',
            field=models.CharField(choices=[('per_kg', 'per chargeable kg'), ('percent', 'percent of the freight'), ('per_document', 'per document'), ('per_shipment', 'per shipment'), ('per_piece', 'per parcel'), ('per_container', 'per container')], max_length=13, verbose_name='basis'),
        ),
        migrations.AddConstraint(
            model_name='ratecard',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='rate_card_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='ratecard',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='rate_card_needs_second_officer'),
        ),
        migrations.AddConstraint(
            model_name='ratecard',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('state', 'in_force'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='rate_card_in_force_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='ratecard',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='rate_card_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='ratecard',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('hub', '='), ('carrier', '='), ('service', '='), ('mode', '='), ('origin', '='), ('destination_country', '='), ('destination_region', '='), ('destination_place', '='), ('commodity', '='), ('container', '='), (marketplace.approval.rows.Days(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='rate_cards_do_not_overlap', violation_error_message='Another card of this carrier for the same service and lane is valid in these days. End it first.'),
        ),
        migrations.AddConstraint(
            model_name='ratecard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('unit', 'wm'), ('weight_rule', 'lcl')), models.Q(('unit', 'ctr'), ('weight_rule', 'container')), models.Q(models.Q(('weight_rule__in', ['lcl', 'container']), _negated=True), ('unit', 'kg')), _connector='OR'), name='rate_card_unit_fits_its_rule'),
        ),
        migrations.AddConstraint(
            model_name='ratecard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('weight_rule', 'container'), models.Q(('container', ''), _negated=True)), models.Q(models.Q(('weight_rule', 'container'), _negated=True), ('container', ''), ('max_container_kg__isnull', True)), _connector='OR'), name='rate_card_names_its_container'),
        ),
        migrations.AddConstraint(
            model_name='ratecard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('co2_kg_per_tonne__isnull', True), ('co2_source', '')), models.Q(('co2_kg_per_tonne__gte', 0), models.Q(('co2_source', ''), _negated=True)), _connector='OR'), name='rate_card_co2_has_a_source'),
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
            name='RateBookStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0)),
                ('hub', models.ForeignKey(default=marketplace.hubs.owned.current_hub_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hubs.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hub',), name='rate_book_stamp_once')],
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
                'indexes': [models.Index(fields=['hub', 'shipment'], name='travel_cost_of_shipment')],
                'constraints': [models.CheckConstraint(condition=models.Q(('actual_amount__gte', 0), ('quoted_amount__gte', 0)), name='travel_cost_not_negative')],
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
                'constraints': [models.UniqueConstraint(fields=('hub', 'shipment', 'number'), name='travel_piece_once')],
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
                'indexes': [models.Index(fields=['hub', 'shipment'], name='travel_event_of_shipment')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('across_hubs', django.db.models.manager.Manager()),
            ],
        ),
    ]
