"""What the database does about a row that left the proposals: only its end and its state move, it is never deleted, and its links to
other rows stay as they are. For migrations."""

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


# The share lock makes a link wait for a confirmation under way and then see its outcome.
LINKS_FUNCTION = """
CREATE OR REPLACE FUNCTION approval_links_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    linked bigint;
    row_state text;
BEGIN
    FOR linked IN SELECT DISTINCT (told.link ->> TG_ARGV[1])::bigint FROM unnest(ARRAY[to_jsonb(OLD), to_jsonb(NEW)]) told(link)
        WHERE told.link IS NOT NULL
    LOOP
        EXECUTE format('SELECT state FROM %I WHERE id = $1 FOR SHARE', TG_ARGV[0]) INTO row_state USING linked;
        IF row_state <> 'proposed' THEN
            RAISE EXCEPTION '% % is kept with its links: propose a newer row', TG_ARGV[0], linked
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


def keep_links(table: str, *, row: str, of: str) -> migrations.RunSQL:
    """The trigger for a table of links, whose column `row` leads to the kept rows `of`. Backwards the function stays."""
    keep = (
        f"CREATE TRIGGER {table}_kept BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION approval_links_are_kept('{of}', '{row}');"
    )
    return migrations.RunSQL([LINKS_FUNCTION, keep], [f"DROP TRIGGER {table}_kept ON {table};"])
