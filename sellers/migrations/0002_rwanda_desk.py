from django.db import migrations

from sellers.rwanda import ensure_desk


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_desk(hub, apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("sellers", "0001_initial"), ("hubs", "0002_rwanda")]
    # Backwards it leaves the rows: they may be in use.
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
