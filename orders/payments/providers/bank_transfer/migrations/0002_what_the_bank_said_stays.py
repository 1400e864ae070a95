from django.db import migrations

FORBID = """
CREATE FUNCTION bank_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a bank or a pro forma said is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER bank_statement_immutable BEFORE UPDATE OR DELETE ON bank_transfer_bankstatement FOR EACH ROW EXECUTE FUNCTION bank_words_stay();
CREATE TRIGGER pro_forma_immutable BEFORE UPDATE OR DELETE ON bank_transfer_proforma FOR EACH ROW EXECUTE FUNCTION bank_words_stay();
CREATE TRIGGER bank_line_stays BEFORE DELETE ON bank_transfer_bankline FOR EACH ROW EXECUTE FUNCTION bank_words_stay();
CREATE TRIGGER bank_line_immutable BEFORE UPDATE ON bank_transfer_bankline FOR EACH ROW WHEN (
    (NEW.hub_id, NEW.account_id, NEW.statement_id, NEW.row, NEW.fingerprint, NEW.booked_on, NEW.amount, NEW.currency, NEW.counterparty,
     NEW.counterparty_bic, NEW.text, NEW.bank_reference, NEW.is_reversal)
    IS DISTINCT FROM
    (OLD.hub_id, OLD.account_id, OLD.statement_id, OLD.row, OLD.fingerprint, OLD.booked_on, OLD.amount, OLD.currency, OLD.counterparty,
     OLD.counterparty_bic, OLD.text, OLD.bank_reference, OLD.is_reversal)
) EXECUTE FUNCTION bank_words_stay();
"""
ALLOW = """
DROP TRIGGER bank_line_immutable ON bank_transfer_bankline;
DROP TRIGGER bank_line_stays ON bank_transfer_bankline;
DROP TRIGGER pro_forma_immutable ON bank_transfer_proforma;
DROP TRIGGER bank_statement_immutable ON bank_transfer_bankstatement;
DROP FUNCTION bank_words_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("bank_transfer", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
