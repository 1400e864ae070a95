from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"
DROP = "DROP FUNCTION allocation_claim(bigint, text, text, int, int, text, text, timestamptz);\n"


class Migration(migrations.Migration):
    """Claims that pass by what others have in hand, and know a key they have seen."""

    dependencies = [("allocation", "0002_claim")]

    operations = [
        migrations.AddField(
            model_name="allowance",
            name="last_claim",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="key of the last claim"),
        ),
        migrations.RunSQL(DROP + (SQL / "claim_2.sql").read_text(), DROP + (SQL / "claim_1.sql").read_text()),
    ]
