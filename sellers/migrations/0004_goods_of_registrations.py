import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sellers", "0003_rules_of_two_officers")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="covers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=10),
                blank=True,
                default=list,
                help_text="The category of a registration, as the HS codes that stand on it.",
                size=None,
                verbose_name="covers goods under HS",
            ),
        ),
    ]
