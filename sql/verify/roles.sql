-- Verify liftmark:roles on pg

BEGIN;

DO $$
BEGIN
  ASSERT (SELECT count(*) = 2 FROM pg_roles
          WHERE rolname IN ('liftmark_owner', 'liftmark_maintenance') AND NOT rolcanlogin AND NOT rolsuper);
  ASSERT (SELECT count(*) = 4 FROM pg_roles
          WHERE rolname IN ('liftmark_dossier', 'liftmark_plans', 'liftmark_workouts', 'liftmark_invocations')
            AND rolcanlogin AND NOT rolsuper AND cardinality(rolconfig) >= 3);
END $$;

ROLLBACK;
