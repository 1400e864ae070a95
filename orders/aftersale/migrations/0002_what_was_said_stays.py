"""What a side said in a dispute is never changed nor deleted; and the rules of the Rwanda hub as they begin."""

from django.db import migrations

from orders.aftersale.standing_rules import ensure_rules

KEEP = """
CREATE FUNCTION aftersale_statement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'statement % stays as it was said', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER aftersale_statement_stays BEFORE UPDATE OR DELETE ON aftersale_statement
    FOR EACH ROW EXECUTE FUNCTION aftersale_statement_stays();
"""
LET_GO = """
DROP TRIGGER aftersale_statement_stays ON aftersale_statement;
DROP FUNCTION aftersale_statement_stays();
"""


def write(apps, schema_editor):
    for hub in apps.get_model("hubs", "Hub").objects.filter(code="rw"):
        ensure_rules(apps.get_model("aftersale", "ReturnRule"), apps.get_model("aftersale", "DisputeRule"), hub)


class Migration(migrations.Migration):

    dependencies = [("aftersale", "0001_initial"), ("hubs", "0002_rwanda")]
    # Backwards the rules stay until their tables go: they may be in use.
    operations = [migrations.RunSQL(KEEP, LET_GO), migrations.RunPython(write, migrations.RunPython.noop)]
