"""Containers of the Rwanda hub as they begin."""

from django.db import migrations

from orders.logistics.reference.containers import ensure_containers


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_containers(apps.get_model("logistics", "ContainerType"), hub)


class Migration(migrations.Migration):
    replaces = [
        ("logistics", "0007_kept_rows"),
    ]

    dependencies = [("logistics", "0002_kept"), ("hubs", "0002_rwanda")]
    operations = [
        # Backwards the rows stay until their table goes: they may be in use.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
