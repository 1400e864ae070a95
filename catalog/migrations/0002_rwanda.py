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
    dependencies = [("catalog", "0001_initial"), ("hubs", "0002_rwanda")]
    # Backwards it leaves the rows: they may be in use.
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
