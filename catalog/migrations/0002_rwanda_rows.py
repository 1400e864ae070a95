"""Categories, HS codes and paper rules of the Rwanda hub as they begin."""

from django.db import migrations

from catalog.reference.categories import ensure_categories
from catalog.reference.hs_table import ensure_hs_codes
from catalog.reference.papers import ensure_papers


def write(apps, schema_editor):
    hub = apps.get_model("hubs", "Hub")._base_manager.get(code="rw")
    ensure_categories(apps.get_model("catalog", "Category"), hub)
    ensure_hs_codes(apps.get_model("catalog", "HsCode"), hub)
    ensure_papers(apps.get_model("catalog", "PaperRule"), hub)


class Migration(migrations.Migration):
    replaces = [
        ("catalog", "0002_rwanda"),
    ]

    dependencies = [("catalog", "0001_tables"), ("hubs", "0002_rwanda")]
    operations = [
        # Backwards the rows stay until their table goes: they may be in use.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
