"""The equal words of the Rwanda hub as they begin, and documents for what was on sale before the search had its own room."""

from django.db import migrations

from catalog.search.reference.synonyms import ensure_synonyms


def write(apps, schema_editor):
    hubs = apps.get_model("hubs", "Hub")._base_manager
    ensure_synonyms(apps.get_model("search", "Synonym"), hubs.get(code="rw"))
    published = apps.get_model("catalog", "Product")._base_manager.filter(state="published")
    for hub in hubs.filter(pk__in=published.values("hub")):
        apps.get_model("jobs", "Job")._base_manager.create(hub=hub, kind="search.rebuild")


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_tables"),
        ("hubs", "0002_rwanda"),
        ("jobs", "__first__"),
    ]
    operations = [
        # Backwards the rows stay until their table goes.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
