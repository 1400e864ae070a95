"""Which papers which goods need, and the ICO's codes, as the Rwanda hub begins, each row with its source."""

from django.db import migrations

from orders.paperwork.reference.country_codes import ensure_country_codes
from orders.paperwork.reference.standing_rules import ensure_document_rules


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_document_rules(apps.get_model, hub)
        ensure_country_codes(apps.get_model, hub)


class Migration(migrations.Migration):
    replaces = [
        ("paperwork", "0005_rules_as_they_begin"),
    ]

    dependencies = [("paperwork", "0002_kept"), ("hubs", "0002_rwanda")]
    operations = [
        # Backwards the rows stay until their table goes: they may be in use.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
