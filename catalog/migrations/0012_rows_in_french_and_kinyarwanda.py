"""Papers, label items, allergens and goods in French and Kinyarwanda, where nobody has written them."""

from django.db import migrations

from catalog.reference.said_further import say_all


def write(apps, schema_editor):
    hub = apps.get_model("hubs", "Hub")._base_manager.get(code="rw")
    say_all(*(apps.get_model("catalog", name) for name in ("PaperRule", "LabelItem", "Allergen", "HsCode")), hub)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0011_video_thumb")]
    operations = [
        # Backwards the words stay: they harm nobody.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
