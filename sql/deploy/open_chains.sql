-- Deploy liftmark:open_chains to pg
-- Transactions that write calls at once do not see each other's, and could close a cycle together. A chain of parents is open
-- where it ends at a call that is not stored: only under open chains can a cycle close, and only by a call at the end of one.
-- So who writes calls under open chains holds these calls, and with others who do so the ends, until the transaction has ended.

BEGIN;

SET LOCAL ROLE liftmark_owner;

-- Of all calls that a transaction is about to write, with the parent of each or NULL. What it waits for may have moved an end: it
-- looks again until it holds all of them. Whoever reads chains after it, in a statement of its own, finds no other end.
CREATE FUNCTION lock_open_chains(calls UUID[], parents UUID[]) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  held UUID[] := '{}';
  ends UUID[];
BEGIN
  LOOP
    WITH RECURSIVE ancestors AS (
      SELECT unnest(parents) AS id
      UNION
      SELECT next.id
      FROM ancestors a CROSS JOIN LATERAL (
        SELECT coalesce(i.parent_invocation_id, i.awaited_parent_id) AS id FROM agent_invocations i WHERE i.id = a.id
        OFFSET 0) next
    )
    SELECT coalesce(array_agg(a.id), '{}') INTO ends
    FROM ancestors a
    WHERE a.id <> ALL (calls) AND (SELECT i.id FROM agent_invocations i WHERE i.id = a.id) IS NULL;
    EXIT WHEN ends <@ held;

    PERFORM CASE WHEN is_end THEN pg_advisory_xact_lock_shared(key) ELSE pg_advisory_xact_lock(key) END
    FROM (
      SELECT uuid_hash_extended(id, 25) AS key, false AS is_end FROM unnest(calls, parents) AS c(id, parent_id)
      WHERE parent_id IS NOT NULL
      UNION ALL
      SELECT uuid_hash_extended(id, 25), true FROM unnest(ends) AS e(id)
      ORDER BY key
    ) locks;
    held := held || ends;
  END LOOP;
END $$;

COMMIT;
