"""The measures of the usual containers, each with its source, for the hub that stands."""

from django.db import migrations

from orders.logistics.reference.containers import ensure_containers


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_containers(apps.get_model("logistics", "ContainerType"), hub)


class Migration(migrations.Migration):

    dependencies = [("logistics", "0010_kept_figures_and_stamp"), ("hubs", "0002_rwanda")]
    # Backwards the rows stay until their table goes: they may be in use.
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
