-- Verify liftmark:invocation_visibility on pg

BEGIN;

DO $$
BEGIN
  ASSERT (SELECT reloptions @> ARRAY['autovacuum_vacuum_insert_scale_factor=0.01'] FROM pg_class
          WHERE oid = 'agent_invocations'::regclass);
END $$;

ROLLBACK;
