"""What a side said stays as it was said, until its period of keeping is over: then the cleaning may empty the words, and nothing else."""

from django.db import migrations

UNTIL_THEN = """
CREATE OR REPLACE FUNCTION aftersale_statement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('isoko.time_is_over', true) = 'yes' AND NEW.text = ''
        AND to_jsonb(NEW) - 'text' = to_jsonb(OLD) - 'text'
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'statement % stays as it was said', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FOR_EVER = """
CREATE OR REPLACE FUNCTION aftersale_statement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'statement % stays as it was said', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [("aftersale", "0004_pieces_before")]
    operations = [migrations.RunSQL(UNTIL_THEN, FOR_EVER)]
