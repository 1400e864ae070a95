"""A stamp that is written again, as when rows are restored from a copy, takes the place of the one there."""

from django.db import migrations

REPLACE = """
CREATE FUNCTION logistics_one_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN DELETE FROM logistics_ratebookstamp WHERE hub_id = NEW.hub_id; RETURN NEW; END $$;
CREATE TRIGGER logistics_ratebookstamp_one BEFORE INSERT ON logistics_ratebookstamp FOR EACH ROW EXECUTE FUNCTION logistics_one_stamp();
"""
LEAVE = "DROP TRIGGER logistics_ratebookstamp_one ON logistics_ratebookstamp; DROP FUNCTION logistics_one_stamp();"


class Migration(migrations.Migration):

    dependencies = [("logistics", "0013_told_is_kept")]
    operations = [migrations.RunSQL(REPLACE, LEAVE)]
