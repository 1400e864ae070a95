from django.db import migrations

FORBID = """
CREATE TRIGGER ledger_providerfee_kept BEFORE UPDATE OR DELETE ON ledger_providerfee FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_fees_of_providers")]
    operations = [migrations.RunSQL(FORBID, "DROP TRIGGER ledger_providerfee_kept ON ledger_providerfee;")]
