from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """The claim as a function of the database."""

    dependencies = [("allocation", "0001_initial")]

    operations = [
        migrations.RunSQL(
            (SQL / "claim_1.sql").read_text(),
            "DROP FUNCTION allocation_claim(bigint, text, text, int, int, text, text, timestamptz)",
        )
    ]
