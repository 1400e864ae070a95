"""Allergens and label items as they begin, and the shelves of food that ask for them."""

from django.db import migrations

from catalog.reference.labels import ask_for_labels, ensure_labels


def write(apps, schema_editor):
    hub = apps.get_model("hubs", "Hub")._base_manager.get(code="rw")
    ensure_labels(apps.get_model("catalog", "Allergen"), apps.get_model("catalog", "LabelItem"), hub)
    ask_for_labels(apps.get_model("catalog", "Category"), hub)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0008_parcel_and_label"), ("hubs", "0002_rwanda")]
    operations = [
        # Backwards the rows stay until their table goes: they may be in use.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
