"""A provider's message is never deleted, never changed, and judged once."""

from django.db import migrations

FORBID = """
CREATE FUNCTION payment_message_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a provider''s message is never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.hub_id, NEW.provider, NEW.kind, NEW.headers, NEW.body, NEW.received_at)
        IS DISTINCT FROM (OLD.hub_id, OLD.provider, OLD.kind, OLD.headers, OLD.body, OLD.received_at) THEN
        RAISE EXCEPTION 'a provider''s message is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.verdict <> 'unread' THEN
        RAISE EXCEPTION 'a provider''s message is judged once' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_message_immutable BEFORE UPDATE OR DELETE ON payments_paymentmessage
    FOR EACH ROW EXECUTE FUNCTION payment_message_is_immutable();
"""
ALLOW = "DROP TRIGGER payment_message_immutable ON payments_paymentmessage; DROP FUNCTION payment_message_is_immutable();"


class Migration(migrations.Migration):
    replaces = [
        ("payments", "0002_messages_are_immutable"),
    ]

    dependencies = [("payments", "0001_tables")]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
    ]
