from django.db import migrations


class Migration(migrations.Migration):
    """The count behind order group numbers: its own, so that no number tells how many carts or orders there are."""

    dependencies = [("orders", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE orders_group_number START 101", "DROP SEQUENCE orders_group_number"),
    ]
