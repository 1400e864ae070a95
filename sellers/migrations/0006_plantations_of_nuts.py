"""The export papers of nuts for China name plantation and plant: their numbers are asked as evidence, as those of chilli are."""

from django.db import migrations

from sellers.rwanda import ensure_desk


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub")._base_manager.filter(code="rw"):
        ensure_desk(hub, apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("sellers", "0005_sectors_of_rules_are_kept")]

    operations = [
        # Backwards the rows stay: evidence may rest on them.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
