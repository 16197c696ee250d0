-- Revert liftmark:invocation_visibility from pg

BEGIN;

ALTER TABLE agent_invocations RESET (
  autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold, autovacuum_vacuum_scale_factor,
  autovacuum_analyze_scale_factor);

COMMIT;
