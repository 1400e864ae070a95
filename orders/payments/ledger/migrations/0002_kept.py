"""The ledger is append-only, every entry sums to zero by currency, and no posting comes after its entry."""

from django.db import migrations

FORBID = """
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER ledger_account_kept BEFORE UPDATE OR DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_entry_kept BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_posting_kept BEFORE UPDATE OR DELETE ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_settlement_kept BEFORE UPDATE OR DELETE ON ledger_settlement FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_providerfee_kept BEFORE UPDATE OR DELETE ON ledger_providerfee FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_commission_kept BEFORE UPDATE OR DELETE ON ledger_commissionline
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();

CREATE FUNCTION ledger_split_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.hub_id, NEW.payment_id, NEW.part, NEW.seller_id, NEW.currency, NEW.goods_amount, NEW.delivery_amount, NEW.captured_at)
            IS NOT DISTINCT FROM
            (OLD.hub_id, OLD.payment_id, OLD.part, OLD.seller_id, OLD.currency, OLD.goods_amount, OLD.delivery_amount, OLD.captured_at)
        AND NEW.goods_refunded >= OLD.goods_refunded AND NEW.delivery_refunded >= OLD.delivery_refunded
        AND NEW.other_refunded >= OLD.other_refunded
        AND (OLD.earned_at IS NULL OR NEW.earned_at IS NOT DISTINCT FROM OLD.earned_at)
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'what was captured never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_split_kept BEFORE UPDATE OR DELETE ON ledger_paymentsplit FOR EACH ROW EXECUTE FUNCTION ledger_split_is_kept();

CREATE FUNCTION ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_posting WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'entry % has no postings', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
        WHERE p.entry_id = NEW.id GROUP BY a.currency HAVING sum(p.amount) <> 0
    ) OR EXISTS (
        SELECT FROM ledger_posting p LEFT JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = NEW.id AND a.id IS NULL
    ) THEN
        RAISE EXCEPTION 'entry % does not sum to zero', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_balanced AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_balances();

CREATE FUNCTION ledger_entry_signs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.written_in := pg_current_xact_id()::text::bigint; RETURN NEW; END $$;
CREATE TRIGGER ledger_entry_signed BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_signs();

-- An entry and its postings come in one transaction, so the entry's check sees them all; a posting that comes later is not of it.
CREATE FUNCTION ledger_posting_comes_with_its_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM ledger_entry WHERE id = NEW.entry_id AND written_in <> pg_current_xact_id()::text::bigint) THEN
        RAISE EXCEPTION 'entry % is written', NEW.entry_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_posting_in_time AFTER INSERT ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION ledger_posting_comes_with_its_entry();
"""
ALLOW = """
DROP TRIGGER ledger_settlement_kept ON ledger_settlement;
DROP TRIGGER ledger_providerfee_kept ON ledger_providerfee;
DROP TRIGGER ledger_posting_in_time ON ledger_posting; DROP FUNCTION ledger_posting_comes_with_its_entry();
DROP TRIGGER ledger_entry_signed ON ledger_entry; DROP FUNCTION ledger_entry_signs();
DROP TRIGGER ledger_entry_balanced ON ledger_entry; DROP FUNCTION ledger_entry_balances();
DROP TRIGGER ledger_split_kept ON ledger_paymentsplit; DROP FUNCTION ledger_split_is_kept();
DROP TRIGGER ledger_commission_kept ON ledger_commissionline;
DROP TRIGGER ledger_posting_kept ON ledger_posting;
DROP TRIGGER ledger_entry_kept ON ledger_entry;
DROP TRIGGER ledger_account_kept ON ledger_account;
DROP FUNCTION ledger_is_append_only();
"""


class Migration(migrations.Migration):
    replaces = [
        ("ledger", "0002_append_only_and_balanced"),
        ("ledger", "0005_settlements_are_kept"),
        ("ledger", "0007_fees_are_kept"),
    ]

    dependencies = [("ledger", "0001_tables")]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
    ]
