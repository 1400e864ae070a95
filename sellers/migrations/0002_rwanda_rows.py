"""The desk of the Rwanda hub as it begins: sectors, evidence, reasons."""

from django.db import migrations

from sellers.rwanda import ensure_desk


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_desk(hub, apps.get_model)


class Migration(migrations.Migration):
    replaces = [
        ("sellers", "0002_rwanda_desk"),
        ("sellers", "0003_without_shipment_rows"),
    ]

    dependencies = [("sellers", "0001_tables"), ("hubs", "0002_rwanda")]
    operations = [
        # Backwards the rows stay until their table goes: they may be in use.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
