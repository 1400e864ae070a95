from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="ordergroup",
            name="notify_party",
            field=models.JSONField(
                blank=True, help_text="As a company named it before it paid; printed on the papers.", null=True, verbose_name="notify party"
            ),
        ),
    ]
