"""How long conversations stay, as it begins."""

from django.db import migrations

from orders.talk.retention_rows import ensure_retention_rows


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_retention_rows(apps.get_model, hub)


class Migration(migrations.Migration):
    dependencies = [("talk", "0001_messages"), ("hubs", "0002_rwanda")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
