-- Verify liftmark:privileges on pg

BEGIN;

DO $$
BEGIN
  ASSERT has_table_privilege('liftmark_dossier', 'user_dossiers', 'UPDATE');
  ASSERT has_table_privilege('liftmark_plans', 'training_plans', 'UPDATE');
  ASSERT has_column_privilege('liftmark_plans', 'user_dossiers', 'current_plan_id', 'UPDATE');
  ASSERT NOT has_column_privilege('liftmark_plans', 'user_dossiers', 'markdown', 'SELECT, UPDATE');
  ASSERT has_table_privilege('liftmark_workouts', 'workouts', 'UPDATE');
  ASSERT has_table_privilege('liftmark_invocations', 'agent_invocations', 'UPDATE');
  ASSERT has_column_privilege('liftmark_invocations', 'workout_revisions', 'author', 'SELECT');
  ASSERT NOT has_column_privilege('liftmark_invocations', 'workout_revisions', 'markdown', 'SELECT');
END $$;

ROLLBACK;
