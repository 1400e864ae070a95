"""Rules of admission are kept like every dated row, and begin with what China asks."""

from django.db import migrations

from orders.duties.reference.admission import ensure_admission_rules

KEEP = """
CREATE TRIGGER duties_admissionrule_kept BEFORE UPDATE OR DELETE ON duties_admissionrule
FOR EACH ROW EXECUTE FUNCTION duties_row_is_kept();
"""


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_admission_rules(apps.get_model, hub)


class Migration(migrations.Migration):

    dependencies = [("duties", "0004_admission_rules")]
    operations = [
        migrations.RunSQL(KEEP, "DROP TRIGGER duties_admissionrule_kept ON duties_admissionrule;"),
        # Backwards the rows stay until their table goes: they may be in use.
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
