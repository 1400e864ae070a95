-- One claim in one round trip; the answer is 'held', 'limit' or 'none'. A function, because PostgreSQL then plans its statement once a
-- connection: planning was two thirds of the work (docs/decisions/allocation.md).
--
-- The share is locked first, the allowance grows only where a share was found, and units are taken only where the allowance grew: no step
-- before the last one has to be undone. ON CONFLICT reads the allowance as it is now, not as the statement found it; the share's figures
-- are those of the locked row, because a CHECK is tested on the row the statement first saw.
--
-- First any share that nobody has in hand; when there is none, everything is claimed or every share with something left was in other hands
-- at that moment: then wait for one.
CREATE FUNCTION allocation_claim(
    a_hub bigint, a_subject text, a_thing text, a_quantity int, a_most int, a_holder text, a_key text, a_until timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    has_share boolean;
    is_held boolean;
BEGIN
    WITH share AS (
        SELECT id, on_hand, taken FROM allocation_pool
        WHERE hub_id = a_hub AND subject = a_subject AND key = a_thing AND on_hand - taken >= a_quantity
        ORDER BY share LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED
    ), allowed AS (
        INSERT INTO allocation_allowance AS a (hub_id, subject, key, holder, taken, most)
        SELECT a_hub, a_subject, a_thing, a_holder, a_quantity, a_most FROM share
        ON CONFLICT (hub_id, subject, key, holder) DO UPDATE SET taken = a.taken + excluded.taken, most = excluded.most
            WHERE a.taken + excluded.taken <= excluded.most
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

    IF NOT has_share THEN
        WITH share AS (
            SELECT id, on_hand, taken FROM allocation_pool
            WHERE hub_id = a_hub AND subject = a_subject AND key = a_thing AND on_hand - taken >= a_quantity
            ORDER BY share LIMIT 1
            FOR NO KEY UPDATE
        ), allowed AS (
            INSERT INTO allocation_allowance AS a (hub_id, subject, key, holder, taken, most)
            SELECT a_hub, a_subject, a_thing, a_holder, a_quantity, a_most FROM share
            ON CONFLICT (hub_id, subject, key, holder) DO UPDATE SET taken = a.taken + excluded.taken, most = excluded.most
                WHERE a.taken + excluded.taken <= excluded.most
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
    END IF;
    RETURN CASE WHEN is_held THEN 'held' WHEN has_share THEN 'limit' ELSE 'none' END;
END
$$;
