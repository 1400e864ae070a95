"""The sectors of an evidence rule in force are as fixed as its columns: only a newer row asks others."""

from django.db import migrations

from marketplace.approval.keeping import keep_links


class Migration(migrations.Migration):
    dependencies = [("sellers", "0004_goods_of_registrations")]

    operations = [keep_links("sellers_evidencerequirement_sectors", row="evidencerequirement_id", of="sellers_evidencerequirement")]
