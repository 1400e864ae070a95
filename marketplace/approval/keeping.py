"""What the database does about a row that left the proposals: only its end and its state move, and it is never deleted. For migrations."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION approval_row_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


def keep_rows(*tables: str) -> migrations.RunSQL:
    """The trigger for these tables. Backwards the function stays: other tables may use it."""
    when = "BEFORE UPDATE OR DELETE"
    keep = [f"CREATE TRIGGER {name}_kept {when} ON {name} FOR EACH ROW EXECUTE FUNCTION approval_row_is_kept();" for name in tables]
    return migrations.RunSQL([FUNCTION, *keep], [f"DROP TRIGGER {name}_kept ON {name};" for name in tables])
