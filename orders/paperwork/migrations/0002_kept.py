"""What the database promises about papers, whoever writes: issued facts never change, numbers have no gap, nothing is deleted; rules and
codes stay as they were confirmed, by the same promise as the rows of duties."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION paperwork_document_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'document % is never deleted', OLD.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.id, NEW.hub_id, NEW.paper_set_id, NEW.seller_id, NEW.order_number, NEW.kind, NEW.year, NEW.serial, NEW.number, NEW.version,
        NEW.supersedes_id, NEW.facts, NEW.check_code, NEW.issued_at, NEW.issued_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.hub_id, OLD.paper_set_id, OLD.seller_id, OLD.order_number, OLD.kind, OLD.year, OLD.serial, OLD.number, OLD.version,
        OLD.supersedes_id, OLD.facts, OLD.check_code, OLD.issued_at, OLD.issued_by_id) THEN
        RAISE EXCEPTION 'document % is frozen: an edit is a new version', OLD.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.sha256 <> '' AND (NEW.sha256, NEW.pdf, NEW.size, NEW.state, NEW.drawn_at)
       IS DISTINCT FROM (OLD.sha256, OLD.pdf, OLD.size, OLD.state, OLD.drawn_at) THEN
        RAISE EXCEPTION 'document % is drawn: its file stays', OLD.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paperwork_document_frozen BEFORE UPDATE OR DELETE ON paperwork_document
    FOR EACH ROW EXECUTE FUNCTION paperwork_document_is_frozen();

CREATE FUNCTION paperwork_document_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version = 1 AND NEW.serial > 1 AND NOT EXISTS (
        SELECT 1 FROM paperwork_document
        WHERE seller_id = NEW.seller_id AND kind = NEW.kind AND year = NEW.year AND serial = NEW.serial - 1
    ) THEN
        RAISE EXCEPTION 'number % would leave a gap', NEW.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.version > 1 AND NOT EXISTS (
        SELECT 1 FROM paperwork_document
        WHERE id = NEW.supersedes_id AND paper_set_id = NEW.paper_set_id AND kind = NEW.kind AND number = NEW.number
              AND version = NEW.version - 1
    ) THEN
        RAISE EXCEPTION 'version % of % supersedes the one before it', NEW.version, NEW.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paperwork_document_in_order BEFORE INSERT ON paperwork_document
    FOR EACH ROW EXECUTE FUNCTION paperwork_document_follows();

CREATE FUNCTION paperwork_series_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.seller_id, NEW.kind, NEW.year) IS DISTINCT FROM (OLD.seller_id, OLD.kind, OLD.year)
       OR NEW.next_number NOT IN (OLD.next_number, OLD.next_number + 1) THEN
        RAISE EXCEPTION 'a number series rises by one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paperwork_series_by_one BEFORE UPDATE OR DELETE ON paperwork_numberseries
    FOR EACH ROW EXECUTE FUNCTION paperwork_series_rises();
"""
THAW = """
DROP TRIGGER paperwork_document_frozen ON paperwork_document;
DROP FUNCTION paperwork_document_is_frozen();
DROP TRIGGER paperwork_document_in_order ON paperwork_document;
DROP FUNCTION paperwork_document_follows();
DROP TRIGGER paperwork_series_by_one ON paperwork_numberseries;
DROP FUNCTION paperwork_series_rises();
"""
KEEP = """
CREATE TRIGGER paperwork_documentrule_kept BEFORE UPDATE OR DELETE ON paperwork_documentrule
    FOR EACH ROW EXECUTE FUNCTION duties_row_is_kept();
CREATE TRIGGER paperwork_countrycode_kept BEFORE UPDATE OR DELETE ON paperwork_countrycode
    FOR EACH ROW EXECUTE FUNCTION duties_row_is_kept();
CREATE FUNCTION paperwork_withdrawal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a withdrawal stays' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER paperwork_withdrawal_kept BEFORE UPDATE OR DELETE ON paperwork_withdrawal
    FOR EACH ROW EXECUTE FUNCTION paperwork_withdrawal_is_kept();
"""
LET_GO = """
DROP TRIGGER paperwork_documentrule_kept ON paperwork_documentrule;
DROP TRIGGER paperwork_countrycode_kept ON paperwork_countrycode;
DROP TRIGGER paperwork_withdrawal_kept ON paperwork_withdrawal;
DROP FUNCTION paperwork_withdrawal_is_kept();
"""


class Migration(migrations.Migration):
    replaces = [
        ("paperwork", "0002_frozen_documents"),
        ("paperwork", "0004_kept_rules"),
    ]

    dependencies = [("paperwork", "0001_tables"), ("duties", "0002_kept_rows")]
    operations = [
        migrations.RunSQL(FREEZE, THAW),
        migrations.RunSQL(KEEP, LET_GO),
    ]
