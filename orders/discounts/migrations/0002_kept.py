"""What was promised stays as it was promised: of a rule that left the proposals only its end and its state move, and its goods stay."""

from django.db import migrations

from marketplace.approval.keeping import keep_links

KEPT = """
CREATE FUNCTION discount_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := ARRAY['state', 'ends_at', 'agreed_by_id', 'agreed_at'];
BEGIN
    IF OLD.state <> 'proposed' AND (
        TG_OP = 'DELETE' OR NEW.state = 'proposed' OR NEW.ends_at > OLD.ends_at
        OR (to_jsonb(NEW) - moves) IS DISTINCT FROM (to_jsonb(OLD) - moves)
    ) THEN
        RAISE EXCEPTION 'discount % is kept: make another', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER discounts_discount_kept BEFORE UPDATE OR DELETE ON discounts_discount FOR EACH ROW EXECUTE FUNCTION discount_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("discounts", "0001_tables")]
    operations = [
        migrations.RunSQL(KEPT, "DROP TRIGGER discounts_discount_kept ON discounts_discount; DROP FUNCTION discount_is_kept();"),
        keep_links("discounts_discount_categories", row="discount_id", of="discounts_discount"),
        keep_links("discounts_discount_products", row="discount_id", of="discounts_discount"),
    ]
