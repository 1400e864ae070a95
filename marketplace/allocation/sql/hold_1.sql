-- Several things for one buyer, all or none, in one statement that takes its pools in key order; the answer is how many pools gave.
--
-- `wanted` sees the rows as they are once locked, and the hold is written from what was taken: a caller needs no savepoint. The figures
-- come from there and not from `p`: PostgreSQL checks a CHECK against the row as the statement first saw it before it looks for the
-- newest, and would refuse 29 + 2 of 30 where somebody has given back meanwhile.
--
-- One order of locks is not enough for PostgreSQL 18: who waits for a row that is being updated locks the versions after it too, and two
-- that do so to one row can each have what the other waits for (docs/decisions/allocation.md). One of them is told of a deadlock; what it
-- had locked here is let go, and it asks again.
CREATE FUNCTION allocation_hold(
    a_hub bigint, a_subjects text[], a_things text[], a_quantities int[], a_holder text, a_key text, a_until timestamptz
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    given int;
BEGIN
    FOR look IN 1..5 LOOP
        BEGIN
            WITH wanted AS (
                SELECT p.id, w.quantity, p.on_hand, p.taken
                FROM unnest(a_subjects, a_things, a_quantities) AS w(subject, thing, quantity)
                JOIN allocation_pool p ON p.hub_id = a_hub AND p.subject = w.subject AND p.key = w.thing AND p.share = 0
                ORDER BY p.id
                FOR NO KEY UPDATE OF p
            ), taken AS (
                UPDATE allocation_pool p SET on_hand = wanted.on_hand, taken = wanted.taken + wanted.quantity FROM wanted
                WHERE p.id = wanted.id
                    AND NOT EXISTS (SELECT FROM wanted WHERE wanted.on_hand - wanted.taken < wanted.quantity)
                    AND (SELECT count(*) FROM wanted) = cardinality(a_subjects)
                RETURNING p.id, wanted.quantity
            )
            INSERT INTO allocation_hold
                (hub_id, pool_id, quantity, key, holder, state, expires_at, is_limited, is_counted, created_at, changed_at)
            SELECT a_hub, id, quantity, a_key, a_holder, 'held', a_until, false, true, now(), now() FROM taken;
            GET DIAGNOSTICS given = ROW_COUNT;
            RETURN given;
        EXCEPTION WHEN deadlock_detected THEN
            IF look = 5 THEN
                RAISE;
            END IF;
            PERFORM pg_sleep(0.01 * look * random());
        END;
    END LOOP;
END
$$;
