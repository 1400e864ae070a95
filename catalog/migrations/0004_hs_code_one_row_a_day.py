import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import catalog.models.hs_code


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_product_undo_and_question"), ("hubs", "0001_initial")]

    operations = [
        BtreeGistExtension(),
        migrations.AddConstraint(
            model_name="hscode",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("hub", "="),
                    ("code", "="),
                    (catalog.models.hs_code.Days("valid_from", "valid_to", models.Value("[]")), "&&"),
                ],
                name="hs_code_one_row_a_day",
            ),
        ),
        migrations.AlterModelOptions(
            name="product",
            options={
                "ordering": ["-updated_at", "-pk"],
                "permissions": [
                    ("withdraw_product", "Can take a listing off sale, with a reason"),
                    ("classify_product", "Can name the HS code of a listing"),
                ],
                "verbose_name": "product",
                "verbose_name_plural": "products",
            },
        ),
    ]
