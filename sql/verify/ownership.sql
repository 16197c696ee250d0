-- Verify liftmark:ownership on pg

BEGIN;

DO $$
BEGIN
  ASSERT (SELECT datdba = 'liftmark_maintenance'::regrole FROM pg_database WHERE datname = current_database());
  ASSERT (SELECT nspowner = 'liftmark_owner'::regrole FROM pg_namespace WHERE nspname = 'public');
END $$;

ROLLBACK;
