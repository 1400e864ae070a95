from django.db import migrations

FORBID = """
CREATE FUNCTION quote_option_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an issued price is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER quote_option_frozen BEFORE UPDATE ON logistics_quoteoption
    FOR EACH ROW EXECUTE FUNCTION quote_option_is_frozen();
CREATE FUNCTION quote_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an issued quote is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER quote_frozen BEFORE UPDATE ON logistics_quote
    FOR EACH ROW WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION quote_is_frozen();
"""
ALLOW = """
DROP TRIGGER quote_frozen ON logistics_quote;
DROP FUNCTION quote_is_frozen();
DROP TRIGGER quote_option_frozen ON logistics_quoteoption;
DROP FUNCTION quote_option_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("logistics", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
