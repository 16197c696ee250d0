-- Revert liftmark:workout_freshness from pg

BEGIN;

DROP INDEX idx_workouts_cold;

COMMIT;
