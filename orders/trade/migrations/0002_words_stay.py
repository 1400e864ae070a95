"""What a side put on the table is never changed nor deleted; and the count behind the numbers of requests."""

from django.db import migrations

KEEP = """
CREATE SEQUENCE trade_request_number START 101;
CREATE FUNCTION trade_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'terms % stay as they were offered', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER trade_terms_stay BEFORE UPDATE OR DELETE ON trade_terms
    FOR EACH ROW EXECUTE FUNCTION trade_terms_stay();
"""
LET_GO = """
DROP TRIGGER trade_terms_stay ON trade_terms;
DROP FUNCTION trade_terms_stay();
DROP SEQUENCE trade_request_number;
"""


class Migration(migrations.Migration):

    dependencies = [("trade", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
