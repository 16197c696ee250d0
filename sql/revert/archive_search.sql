-- Revert liftmark:archive_search from pg

BEGIN;

DROP INDEX idx_workouts_archive_date_user, idx_workouts_archive_markdown_fts;

COMMIT;
