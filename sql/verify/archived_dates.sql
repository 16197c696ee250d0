-- Verify liftmark:archived_dates on pg

BEGIN;

SELECT 1 / count(*) FROM pg_trigger WHERE tgname = 'refuse_archived_date' AND tgrelid = 'workouts'::regclass;

ROLLBACK;
