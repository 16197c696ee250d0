-- Verify liftmark:examples on pg

BEGIN;

SELECT id, workout_type, experience_level, equipment_required, markdown, is_active, usage_count, created_at
FROM workout_examples WHERE FALSE;
SELECT id, plan_type, experience_level, primary_goal, duration_weeks, markdown, is_active, usage_count, created_at
FROM plan_examples WHERE FALSE;

ROLLBACK;
