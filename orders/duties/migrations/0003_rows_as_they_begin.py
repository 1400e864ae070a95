"""The markets, rates, limits and list of the Rwanda hub as they begin, each with its source."""

from django.db import migrations

from orders.duties.reference.standing_rows import ensure_duty_rows


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_duty_rows(apps.get_model, hub)


class Migration(migrations.Migration):

    dependencies = [("duties", "0002_kept_rows"), ("hubs", "0002_rwanda")]
    # Backwards the rows stay until their tables go: they may be in use.
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
