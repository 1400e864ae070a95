from django.db import migrations

# Until now a converted price followed the typed one at once, so that what was converted is the typed price of today.
FORWARD = """
    UPDATE {table} t SET base_amount = base.amount FROM catalog_variantprice base
    WHERE base.variant_id = t.variant_id AND base.currency = t.converted_from AND t.base_amount IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0009_converted_amount")]

    operations = [
        migrations.RunSQL(FORWARD.format(table=table), migrations.RunSQL.noop) for table in ("catalog_variantprice", "catalog_priceproposal")
    ]
