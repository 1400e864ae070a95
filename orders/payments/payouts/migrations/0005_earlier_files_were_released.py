from django.db import migrations

# Until now a file was on its way the moment it was made; nobody had to release it.
FORWARD = "UPDATE payouts_payoutbatch SET released_at = made_at WHERE released_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("payouts", "0004_four_eyes")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
