-- Revert liftmark:archive from pg

BEGIN;

DROP TABLE workouts_archive;

COMMIT;
