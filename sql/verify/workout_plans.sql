-- Verify liftmark:workout_plans on pg

BEGIN;

DO $$
BEGIN
  ASSERT has_column_privilege('liftmark_workouts', 'training_plans', 'id', 'SELECT');
  ASSERT has_column_privilege('liftmark_workouts', 'training_plans', 'user_id', 'SELECT');
  ASSERT NOT has_column_privilege('liftmark_workouts', 'training_plans', 'markdown', 'SELECT');
END $$;

ROLLBACK;
