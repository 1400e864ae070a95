"""Packages sent before they carried the carrier's name get the one their seller gave with the order: by it a carrier's word is taken."""

from django.db import migrations

NAMED = """
UPDATE logistics_travelpiece piece SET carrier = left(sent.carrier, 80) FROM orders_order sent
WHERE piece.carrier = '' AND sent.carrier <> '' AND sent.hub_id = piece.hub_id AND sent.number = piece.shipment;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_notify_party"), ("logistics", "0005_carriers_tell_and_lots_end")]

    operations = [migrations.RunSQL(NAMED, migrations.RunSQL.noop)]
