-- Deploy liftmark:invocation_visibility to pg
-- Sums over a range of time are read from idx_invocations_created alone, as far as VACUUM has seen the rows. By default it comes
-- when a fifth of the table is new or changed: in a log of a year that is all of the last two months, which are asked for most.

BEGIN;

SET LOCAL ROLE liftmark_owner;

ALTER TABLE agent_invocations SET (
  autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_insert_threshold = 10000,
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

COMMIT;
