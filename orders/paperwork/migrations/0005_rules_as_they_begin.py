"""Which papers which goods need, as the Rwanda hub begins, each row with its source."""

from django.db import migrations

from orders.paperwork.reference.standing_rules import ensure_document_rules


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_document_rules(apps.get_model, hub)


class Migration(migrations.Migration):

    dependencies = [("paperwork", "0004_kept_rules"), ("hubs", "0002_rwanda")]
    # Backwards the rows stay until their table goes: they may be in use.
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
