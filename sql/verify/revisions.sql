-- Verify liftmark:revisions on pg

BEGIN;

SELECT user_id, revision, markdown, author, invocation_id, created_at
FROM user_dossier_revisions WHERE FALSE;
SELECT user_id, plan_id, revision, markdown, author, invocation_id, created_at
FROM training_plan_revisions WHERE FALSE;
SELECT user_id, workout_id, revision, markdown, author, invocation_id, created_at
FROM workout_revisions WHERE FALSE;

DO $$
BEGIN
  ASSERT (SELECT count(*) = 6 FROM pg_trigger WHERE tgname IN ('keep_revision_on_insert', 'keep_revision_on_update')
            AND tgrelid IN ('user_dossiers'::regclass, 'training_plans'::regclass, 'workouts'::regclass));
END $$;

ROLLBACK;
