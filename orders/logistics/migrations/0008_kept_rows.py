"""A figure that left the proposals stays as it was confirmed, with its breaks and surcharges: only its end and its state move."""

from django.db import migrations

KEEP = """
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
CREATE TRIGGER logistics_ratecard_kept BEFORE UPDATE OR DELETE ON logistics_ratecard FOR EACH ROW EXECUTE FUNCTION logistics_row_is_kept();
CREATE TRIGGER logistics_ratebreak_kept BEFORE INSERT OR UPDATE OR DELETE ON logistics_ratebreak
    FOR EACH ROW EXECUTE FUNCTION logistics_line_is_kept();
CREATE TRIGGER logistics_surcharge_kept BEFORE INSERT OR UPDATE OR DELETE ON logistics_surcharge
    FOR EACH ROW EXECUTE FUNCTION logistics_line_is_kept();
"""
LET_GO = """
DROP TRIGGER logistics_surcharge_kept ON logistics_surcharge;
DROP TRIGGER logistics_ratebreak_kept ON logistics_ratebreak;
DROP TRIGGER logistics_ratecard_kept ON logistics_ratecard;
DROP FUNCTION logistics_line_is_kept();
DROP FUNCTION logistics_row_is_kept();
"""


class Migration(migrations.Migration):

    dependencies = [("logistics", "0007_standing_cards")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
