-- Revert liftmark:open_chains from pg

BEGIN;

DROP FUNCTION lock_open_chains(UUID[], UUID[]);

COMMIT;
