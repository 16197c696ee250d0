-- Verify liftmark:archive_search on pg

BEGIN;

SELECT 'idx_workouts_archive_date_user'::regclass, 'idx_workouts_archive_markdown_fts'::regclass;

ROLLBACK;
