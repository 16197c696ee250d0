-- Verify liftmark:open_chains on pg

BEGIN;

SELECT lock_open_chains(ARRAY[gen_random_uuid()], ARRAY[gen_random_uuid()]);

ROLLBACK;
