"""An entry is never changed nor deleted; it may change once, from unsealed to sealed, and only in its place and seals."""

from django.db import migrations

FORBID = """
CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash = '' AND OLD.position IS NULL AND NEW.hash <> '' AND NEW.position IS NOT NULL
        AND to_jsonb(NEW) - '{position,previous_hash,hash}'::text[] = to_jsonb(OLD) - '{position,previous_hash,hash}'::text[]
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history_entry
    FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
"""
ALLOW = "DROP TRIGGER history_append_only ON history_entry; DROP FUNCTION history_is_append_only();"


class Migration(migrations.Migration):
    replaces = [
        ("history", "0002_append_only"),
        ("history", "0003_sealing"),
    ]

    dependencies = [("history", "0001_tables")]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
    ]
