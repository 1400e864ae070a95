"""In how many days a return gives a person's year back what it counted: one more kind of limit, and China's row."""

from django.db import migrations, models

from orders.duties.reference.standing_rows import ensure_limits


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_limits(apps.get_model, hub)


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0005_admission_rules_as_they_begin'),
    ]

    operations = [
        migrations.AlterField(
            model_name='regimelimit',
            name='kind',
            field=models.CharField(choices=[('order_max', 'most for one order'), ('year_max', 'most for one person in a calendar year'), ('duty_share', 'share of the duty that is taken'), ('tax_share', 'share of VAT and consumption tax that is taken'), ('single_item', 'one indivisible item above the order’s limit stays (1) or not (0)'), ('waived_below', 'taxes are waived below this sum'), ('waived_up_to', 'taxes are waived up to this sum'), ('no_proof_up_to', 'no proof of origin is asked up to this customs value'), ('freight_in_value', 'freight and insurance belong to the customs value (1) or not (0)'), ('return_days', 'days in which a return gives the person’s year back what it counted')], max_length=20, verbose_name='kind'),
        ),
        # Backwards the row stays: whatever reads limits asks for the kinds it knows.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
