-- Verify liftmark:revision_invocations on pg

BEGIN;

DO $$
BEGIN
  ASSERT (SELECT count(*) = 3 FROM pg_class WHERE relkind = 'i' AND relname IN
    ('idx_dossier_revisions_invocation', 'idx_plan_revisions_invocation', 'idx_workout_revisions_invocation'));
END $$;

ROLLBACK;
