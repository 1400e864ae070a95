from django.db import migrations

FORBID = """
CREATE TRIGGER ledger_settlement_kept BEFORE UPDATE OR DELETE ON ledger_settlement FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_settlement")]
    operations = [migrations.RunSQL(FORBID, "DROP TRIGGER ledger_settlement_kept ON ledger_settlement;")]
