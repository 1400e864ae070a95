"""The cards that priced quotes until now go on doing so. Who entered them is in the history; nobody is made a second officer."""

from django.db import migrations


def let_stand(apps, schema_editor):
    apps.get_model("logistics", "RateCard").objects.filter(state="proposed").update(state="in_force", entered_by=None)


class Migration(migrations.Migration):

    dependencies = [("logistics", "0006_two_officers_and_legs")]
    operations = [migrations.RunPython(let_stand, migrations.RunPython.noop)]
