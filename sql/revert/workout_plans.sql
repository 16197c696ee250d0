-- Revert liftmark:workout_plans from pg

BEGIN;

REVOKE SELECT (id, user_id) ON training_plans FROM liftmark_workouts;

COMMIT;
