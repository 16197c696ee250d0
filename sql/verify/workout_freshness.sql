-- Verify liftmark:workout_freshness on pg

BEGIN;

SELECT 'idx_workouts_cold'::regclass;

ROLLBACK;
