"""Containers and insurance rates are kept as rate cards are, and every figure that comes into force or ends changes the hub's stamp.

The stamp's number comes from a sequence, which no rollback turns back: a number once seen never stands for other rates."""

from django.db import migrations

TABLES = ("containertype", "insurancerate")
KEEP = "".join(
    f"CREATE TRIGGER logistics_{table}_kept BEFORE UPDATE OR DELETE ON logistics_{table}"
    " FOR EACH ROW EXECUTE FUNCTION logistics_row_is_kept();\n"
    for table in TABLES
)
LET_GO = "".join(f"DROP TRIGGER logistics_{table}_kept ON logistics_{table};\n" for table in TABLES)
STAMPED = ("ratecard", *TABLES)
STAMP = (
    """
CREATE SEQUENCE logistics_rate_book_number;
CREATE FUNCTION logistics_stamp_rate_book() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO logistics_ratebookstamp (hub_id, number) VALUES (NEW.hub_id, nextval('logistics_rate_book_number'))
    ON CONFLICT (hub_id) DO UPDATE SET number = EXCLUDED.number;
    RETURN NULL;
END $$;
"""
    + "".join(
        f"CREATE TRIGGER logistics_{table}_stamp_new AFTER INSERT ON logistics_{table} FOR EACH ROW"
        " WHEN (NEW.state = 'in_force') EXECUTE FUNCTION logistics_stamp_rate_book();\n"
        f"CREATE TRIGGER logistics_{table}_stamp AFTER UPDATE ON logistics_{table} FOR EACH ROW"
        " WHEN (NEW.state = 'in_force' OR OLD.state = 'in_force') EXECUTE FUNCTION logistics_stamp_rate_book();\n"
        for table in STAMPED
    )
)
UNSTAMP = (
    "".join(
        f"DROP TRIGGER logistics_{table}_stamp ON logistics_{table}; DROP TRIGGER logistics_{table}_stamp_new ON logistics_{table};\n"
        for table in STAMPED
    )
    + "DROP FUNCTION logistics_stamp_rate_book(); DROP SEQUENCE logistics_rate_book_number;"
)


class Migration(migrations.Migration):

    dependencies = [("logistics", "0009_freight_in_legs")]
    operations = [migrations.RunSQL(KEEP, LET_GO), migrations.RunSQL(STAMP, UNSTAMP)]
