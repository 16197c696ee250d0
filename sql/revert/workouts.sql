-- Revert liftmark:workouts from pg

BEGIN;

DROP TABLE workouts;

COMMIT;
