"""What was issued or settled is frozen. What left the proposals stays as it was confirmed, with its breaks and surcharges: only its end and
its state move. What was told of a shipment, and what it cost, is kept as it was told. And every figure that comes into force or ends
changes the hub's stamp.

The stamp's number comes from a sequence, which no rollback turns back: a number once seen never stands for other rates. A stamp that is
written again, as when rows are restored from a copy, takes the place of the one there."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION quote_option_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an issued price is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER quote_option_frozen BEFORE UPDATE ON logistics_quoteoption
    FOR EACH ROW EXECUTE FUNCTION quote_option_is_frozen();
CREATE FUNCTION quote_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an issued quote is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER quote_frozen BEFORE UPDATE ON logistics_quote
    FOR EACH ROW WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION quote_is_frozen();
"""
THAW = """
DROP TRIGGER quote_frozen ON logistics_quote;
DROP FUNCTION quote_is_frozen();
DROP TRIGGER quote_option_frozen ON logistics_quoteoption;
DROP FUNCTION quote_option_is_frozen();
"""
FUNCTIONS = """
CREATE FUNCTION logistics_row_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'proposed' AND (
        TG_OP = 'DELETE'
        OR (to_jsonb(NEW) - 'valid_to' - 'state') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_to' - 'state')
        OR NEW.state = 'proposed'
    ) THEN
        RAISE EXCEPTION '% % is kept: propose a newer row', TG_TABLE_NAME, OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION logistics_line_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE line record := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
BEGIN
    IF EXISTS (SELECT 1 FROM logistics_ratecard WHERE id = line.card_id AND state <> 'proposed') THEN
        RAISE EXCEPTION 'rate card % is kept: propose a newer one', line.card_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION logistics_told_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% % is kept as it was told', TG_TABLE_NAME, OLD.id USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE SEQUENCE logistics_rate_book_number;
CREATE FUNCTION logistics_stamp_rate_book() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO logistics_ratebookstamp (hub_id, number) VALUES (NEW.hub_id, nextval('logistics_rate_book_number'))
    ON CONFLICT (hub_id) DO UPDATE SET number = EXCLUDED.number;
    RETURN NULL;
END $$;
CREATE FUNCTION logistics_one_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN DELETE FROM logistics_ratebookstamp WHERE hub_id = NEW.hub_id; RETURN NEW; END $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION logistics_one_stamp();
DROP FUNCTION logistics_stamp_rate_book();
DROP SEQUENCE logistics_rate_book_number;
DROP FUNCTION logistics_told_is_kept();
DROP FUNCTION logistics_line_is_kept();
DROP FUNCTION logistics_row_is_kept();
"""
FIGURES, LINES, TOLD = ("ratecard", "containertype", "insurancerate"), ("ratebreak", "surcharge"), ("travelevent", "travelcost")
TRIGGERS = [  # name, moment, table, condition, function
    *((f"{table}_kept", "BEFORE UPDATE OR DELETE", table, "", "row_is_kept") for table in FIGURES),
    *((f"{table}_kept", "BEFORE INSERT OR UPDATE OR DELETE", table, "", "line_is_kept") for table in LINES),
    *((f"{table}_kept", "BEFORE UPDATE OR DELETE", table, "", "told_is_kept") for table in TOLD),
    *((f"{table}_stamp_new", "AFTER INSERT", table, "NEW.state = 'in_force'", "stamp_rate_book") for table in FIGURES),
    *(
        (f"{table}_stamp", "AFTER UPDATE", table, "NEW.state = 'in_force' OR OLD.state = 'in_force'", "stamp_rate_book")
        for table in FIGURES
    ),
    ("ratebookstamp_one", "BEFORE INSERT", "ratebookstamp", "", "one_stamp"),
]
KEEP = FUNCTIONS + "".join(
    f"CREATE TRIGGER logistics_{name} {moment} ON logistics_{table} FOR EACH ROW"
    f"{f' WHEN ({condition})' if condition else ''} EXECUTE FUNCTION logistics_{function}();\n"
    for name, moment, table, condition, function in TRIGGERS
)
LET_GO = "".join(f"DROP TRIGGER logistics_{name} ON logistics_{table};\n" for name, _moment, table, *_rest in TRIGGERS) + NO_FUNCTIONS
FREEZE_LOTS = """
CREATE FUNCTION lot_share_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a settled share is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER lot_share_frozen BEFORE UPDATE OR DELETE ON logistics_lotshare
    FOR EACH ROW WHEN (OLD.amount IS NOT NULL) EXECUTE FUNCTION lot_share_is_frozen();
CREATE FUNCTION freight_lot_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a closed lot is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER freight_lot_frozen BEFORE UPDATE OR DELETE ON logistics_freightlot
    FOR EACH ROW WHEN (OLD.state <> 'open') EXECUTE FUNCTION freight_lot_is_frozen();
"""
THAW_LOTS = """
DROP TRIGGER freight_lot_frozen ON logistics_freightlot;
DROP FUNCTION freight_lot_is_frozen();
DROP TRIGGER lot_share_frozen ON logistics_lotshare;
DROP FUNCTION lot_share_is_frozen();
"""


class Migration(migrations.Migration):
    replaces = [
        ("logistics", "0002_options_are_frozen"),
    ]

    dependencies = [("logistics", "0001_tables")]
    operations = [
        migrations.RunSQL(FREEZE, THAW),
        migrations.RunSQL(KEEP, LET_GO),
        migrations.RunSQL(FREEZE_LOTS, THAW_LOTS),
    ]
