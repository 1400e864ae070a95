from django.db import migrations

from marketplace.hubs.rwanda import ensure_rwanda


def write(apps, schema_editor):
    ensure_rwanda(*(apps.get_model("hubs", name) for name in ("Hub", "District", "Agency")))


class Migration(migrations.Migration):
    dependencies = [("hubs", "0001_initial")]
    # Backwards it leaves the rows: they may be in use.
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
