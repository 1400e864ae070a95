"""A row that left the proposals stays as it was confirmed: only its end and its state move, and it is never deleted."""

from django.db import migrations

KEEP = """
CREATE FUNCTION duties_row_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER duties_taxrate_kept BEFORE UPDATE OR DELETE ON duties_taxrate FOR EACH ROW EXECUTE FUNCTION duties_row_is_kept();
CREATE TRIGGER duties_regimelimit_kept BEFORE UPDATE OR DELETE ON duties_regimelimit FOR EACH ROW EXECUTE FUNCTION duties_row_is_kept();
CREATE TRIGGER duties_listedgoods_kept BEFORE UPDATE OR DELETE ON duties_listedgoods FOR EACH ROW EXECUTE FUNCTION duties_row_is_kept();
"""
LET_GO = """
DROP TRIGGER duties_taxrate_kept ON duties_taxrate;
DROP TRIGGER duties_regimelimit_kept ON duties_regimelimit;
DROP TRIGGER duties_listedgoods_kept ON duties_listedgoods;
DROP FUNCTION duties_row_is_kept();
"""


class Migration(migrations.Migration):

    dependencies = [("duties", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
