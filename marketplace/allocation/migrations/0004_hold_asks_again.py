from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Holds of several things, asked for again where PostgreSQL finds two of them in each other's way."""

    dependencies = [("allocation", "0003_claim_waits_for_nobody")]

    operations = [
        migrations.RunSQL(
            (SQL / "hold_1.sql").read_text(), "DROP FUNCTION allocation_hold(bigint, text[], text[], int[], text, text, timestamptz);"
        ),
    ]
