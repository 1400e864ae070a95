-- One claim in one round trip; the answer is 'held', 'again' (this key was claimed with before), 'limit', 'none' or 'busy'. A function,
-- because PostgreSQL then plans its statements once a connection: planning was two thirds of the work (docs/decisions/allocation.md).
--
-- The share is locked first, the allowance grows only where a share was found, and units are taken only where the allowance grew: no step
-- before the last one has to be undone. ON CONFLICT reads the allowance as it is now, not as the statement found it, so two requests with
-- one key meet there: it remembers the key of the last claim. The share's figures are those of the locked row, because a CHECK is tested
-- on the row the statement first saw.
--
-- Shares in other hands are passed by, never waited for. A row that was emptied since the statement began stays locked although it did
-- not serve; waiting for another share with that one in hand was a circle (two claims, two shares that had just run out). So: look
-- again a little later, and say 'busy' in the end.
CREATE FUNCTION allocation_claim(
    a_hub bigint, a_subject text, a_thing text, a_quantity int, a_most int, a_holder text, a_key text, a_until timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    has_share boolean;
    is_held boolean;
BEGIN
    IF EXISTS (SELECT FROM allocation_hold WHERE key = a_key AND hub_id = a_hub AND holder = a_holder) THEN
        RETURN 'again';
    END IF;
    FOR look IN 1..20 LOOP
        WITH share AS (
            SELECT id, on_hand, taken FROM allocation_pool
            WHERE hub_id = a_hub AND subject = a_subject AND key = a_thing AND on_hand - taken >= a_quantity
            ORDER BY share LIMIT 1
            FOR NO KEY UPDATE SKIP LOCKED
        ), allowed AS (
            INSERT INTO allocation_allowance AS a (hub_id, subject, key, holder, taken, most, last_claim)
            SELECT a_hub, a_subject, a_thing, a_holder, a_quantity, a_most, a_key FROM share
            ON CONFLICT (hub_id, subject, key, holder)
                DO UPDATE SET taken = a.taken + excluded.taken, most = excluded.most, last_claim = excluded.last_claim
                WHERE a.taken + excluded.taken <= excluded.most AND a.last_claim <> excluded.last_claim
            RETURNING id
        ), taken AS (
            UPDATE allocation_pool p SET on_hand = share.on_hand, taken = share.taken + a_quantity FROM share
            WHERE p.id = share.id AND EXISTS (SELECT FROM allowed)
            RETURNING p.id
        ), held AS (
            INSERT INTO allocation_hold
                (hub_id, pool_id, quantity, key, holder, state, expires_at, is_limited, is_counted, created_at, changed_at)
            SELECT a_hub, id, a_quantity, a_key, a_holder, 'held', a_until, true, true, now(), now() FROM taken
            RETURNING id
        )
        SELECT EXISTS (SELECT FROM share), EXISTS (SELECT FROM held) INTO has_share, is_held;
        IF is_held THEN
            RETURN 'held';
        END IF;
        IF has_share AND EXISTS (
            SELECT FROM allocation_allowance
            WHERE hub_id = a_hub AND subject = a_subject AND key = a_thing AND holder = a_holder AND last_claim = a_key
        ) THEN
            RETURN 'again';
        ELSIF has_share THEN
            RETURN 'limit';
        END IF;
        IF NOT EXISTS (
            SELECT FROM allocation_pool
            WHERE hub_id = a_hub AND subject = a_subject AND key = a_thing AND on_hand - taken >= a_quantity
        ) THEN
            RETURN 'none';
        END IF;
        PERFORM pg_sleep(0.001 * look);
    END LOOP;
    RETURN 'busy';
END
$$;
