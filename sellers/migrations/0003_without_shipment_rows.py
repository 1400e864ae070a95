from django.db import migrations

GONE = ["origin-china", "origin-ico", "naeb-lot", "phyto", "phyto-asked", "health-certificate", "treatment-record", "treatment-basketry", "wood-packing", "eudr", "ask-rdb"]


def take_out(apps, schema_editor):
    """The papers of a shipment are the catalog's rows; these said the same twice. Nothing was ever shown for them."""
    rows = apps.get_model("sellers", "EvidenceRequirement")._base_manager.filter(code__in=GONE)
    shown = apps.get_model("sellers", "Evidence")._base_manager.values("requirement")
    rows.exclude(pk__in=shown).delete()


class Migration(migrations.Migration):
    dependencies = [("sellers", "0002_rwanda_desk")]
    # Backwards they stay out: the catalog has them.
    operations = [migrations.RunPython(take_out, migrations.RunPython.noop)]
