-- Verify liftmark:plans on pg

BEGIN;

SELECT id, user_id, markdown, structured_plan, exercise_list, exercise_keys, plan_type, view, start_date, end_date,
       is_active, revision, cached_revision, cache_version, created_at, updated_at
FROM training_plans WHERE FALSE;

DO $$
BEGIN
  ASSERT (SELECT count(*) = 3 FROM pg_trigger WHERE tgrelid = 'training_plans'::regclass
            AND tgname IN ('document_revision', 'set_plan_end_date', 'update_plans_updated_at'));
END $$;

ROLLBACK;
