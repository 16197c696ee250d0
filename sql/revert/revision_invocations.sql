-- Revert liftmark:revision_invocations from pg

BEGIN;

DROP INDEX idx_dossier_revisions_invocation, idx_plan_revisions_invocation, idx_workout_revisions_invocation;

COMMIT;
