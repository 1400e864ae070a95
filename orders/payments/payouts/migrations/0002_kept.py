"""What a payout pays, to whom and for what never changes, and it is the sum of its lines."""

from django.db import migrations

FORBID = """
CREATE SEQUENCE payouts_number;

CREATE FUNCTION payout_lines_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what a payout is made of never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER payout_line_kept BEFORE UPDATE OR DELETE ON payouts_payoutline FOR EACH ROW EXECUTE FUNCTION payout_lines_are_kept();
CREATE TRIGGER payout_sum_kept BEFORE UPDATE OR DELETE ON payouts_payoutsum FOR EACH ROW EXECUTE FUNCTION payout_lines_are_kept();

CREATE FUNCTION payout_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.hub_id, NEW.number, NEW.seller_id, NEW.amount, NEW.currency, NEW.kind, NEW.masked, NEW.day, NEW.schedule_id)
            IS NOT DISTINCT FROM
            (OLD.hub_id, OLD.number, OLD.seller_id, OLD.amount, OLD.currency, OLD.kind, OLD.masked, OLD.day, OLD.schedule_id)
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'what a payout pays to whom never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER payout_kept BEFORE UPDATE OR DELETE ON payouts_payout FOR EACH ROW EXECUTE FUNCTION payout_is_kept();

CREATE FUNCTION payout_is_the_sum_of_its_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.amount IS DISTINCT FROM (SELECT sum(converted) FROM payouts_payoutsum WHERE payout_id = NEW.id) OR EXISTS (
        SELECT FROM (SELECT currency, sum(amount) AS amount FROM payouts_payoutline WHERE payout_id = NEW.id GROUP BY currency) l
        FULL JOIN (SELECT currency, amount FROM payouts_payoutsum WHERE payout_id = NEW.id) s USING (currency)
        WHERE l.amount IS DISTINCT FROM s.amount
    ) OR EXISTS (
        SELECT FROM payouts_payoutline l JOIN ledger_posting p ON p.id = l.posting_id JOIN ledger_account a ON a.id = p.account_id
        WHERE l.payout_id = NEW.id
            AND (a.kind, a.seller_id, a.currency, -p.amount, p.part) IS DISTINCT FROM ('payable', NEW.seller_id, l.currency, l.amount, l.part)
    ) THEN
        RAISE EXCEPTION 'payout % is not the sum of what its seller earned', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payout_adds_up AFTER INSERT ON payouts_payout
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payout_is_the_sum_of_its_lines();
"""
ALLOW = """
DROP TRIGGER payout_adds_up ON payouts_payout; DROP FUNCTION payout_is_the_sum_of_its_lines();
DROP TRIGGER payout_kept ON payouts_payout; DROP FUNCTION payout_is_kept();
DROP TRIGGER payout_sum_kept ON payouts_payoutsum; DROP TRIGGER payout_line_kept ON payouts_payoutline;
DROP FUNCTION payout_lines_are_kept();
DROP SEQUENCE payouts_number;
"""


class Migration(migrations.Migration):
    replaces = [
        ("payouts", "0002_kept_and_adding_up"),
    ]

    dependencies = [("payouts", "0001_tables"), ("ledger", "0001_tables")]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
    ]
