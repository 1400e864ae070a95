"""The materials as they begin, the shelves that ask for them, and the least order on the list rows that are there."""

from django.db import migrations

from catalog.reference.materials import ask_for_materials, ensure_materials


def write(apps, schema_editor):
    hub = apps.get_model("hubs", "Hub")._base_manager.get(code="rw")
    ensure_materials(apps.get_model("catalog", "Material"), hub)
    ask_for_materials(apps.get_model("catalog", "Category"), hub)


LEAST_ORDERS = """
    UPDATE catalog_listing l SET minimum_quantity = v.least
    FROM (
        SELECT v.product_id, p.currency, min(v.minimum_quantity) AS least
        FROM catalog_variant v JOIN catalog_variantprice p ON p.variant_id = v.id GROUP BY 1, 2
    ) v
    WHERE v.product_id = l.product_id AND v.currency = l.currency AND v.least <> 1
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_roast_material_readiness"), ("hubs", "0002_rwanda")]
    operations = [
        # Backwards the rows stay until their table goes: they may be in use.
        migrations.RunPython(write, migrations.RunPython.noop),
        migrations.RunSQL(LEAST_ORDERS, migrations.RunSQL.noop),
    ]
