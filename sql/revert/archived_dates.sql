-- Revert liftmark:archived_dates from pg

BEGIN;

DROP TRIGGER refuse_archived_date ON workouts;
DROP FUNCTION refuse_archived_date();

COMMIT;
