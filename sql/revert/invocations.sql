-- Revert liftmark:invocations from pg

BEGIN;

DROP TABLE agent_invocations;
DROP FUNCTION default_shard_key(), clear_invocation_payload();

COMMIT;
