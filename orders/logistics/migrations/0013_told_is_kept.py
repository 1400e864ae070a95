"""What was told of a shipment, and what it cost, is kept as it was told."""

from django.db import migrations

TABLES = ("travelevent", "travelcost")
KEEP = """
CREATE FUNCTION logistics_told_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% % is kept as it was told', TG_TABLE_NAME, OLD.id USING ERRCODE = 'integrity_constraint_violation'; END $$;
""" + "".join(
    f"CREATE TRIGGER logistics_{table}_kept BEFORE UPDATE OR DELETE ON logistics_{table}"
    " FOR EACH ROW EXECUTE FUNCTION logistics_told_is_kept();\n"
    for table in TABLES
)
LET_GO = "".join(f"DROP TRIGGER logistics_{table}_kept ON logistics_{table};\n" for table in TABLES) + (
    "DROP FUNCTION logistics_told_is_kept();"
)


class Migration(migrations.Migration):

    dependencies = [("logistics", "0012_travel")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
