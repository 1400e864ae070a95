"""No more is called off than the contract has, whoever writes; and the count behind the numbers of contracts."""

from django.db import migrations

KEEP = """
CREATE SEQUENCE trade_contract_number START 101;
CREATE FUNCTION trade_calloff_within_contract() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole integer;
    called bigint;
BEGIN
    -- Two call-offs at once queue here; the second then sees what the first has written.
    SELECT pieces INTO whole FROM trade_supplycontract WHERE id = NEW.contract_id FOR UPDATE;
    SELECT coalesce(sum(pieces - given_up), 0) INTO called FROM trade_calloff WHERE contract_id = NEW.contract_id;
    IF called > whole THEN
        RAISE EXCEPTION 'call_off_within_contract: % of % pieces', called, whole USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER trade_calloff_within_contract AFTER INSERT OR UPDATE OF pieces, given_up, contract_id ON trade_calloff
    FOR EACH ROW EXECUTE FUNCTION trade_calloff_within_contract();
"""
LET_GO = """
DROP TRIGGER trade_calloff_within_contract ON trade_calloff;
DROP FUNCTION trade_calloff_within_contract();
DROP SEQUENCE trade_contract_number;
"""


class Migration(migrations.Migration):

    dependencies = [("trade", "0003_supply_contract")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
