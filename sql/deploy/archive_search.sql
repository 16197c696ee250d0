-- Deploy liftmark:archive_search to pg
-- Lists and searches look into the archive as they look into workouts.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE INDEX idx_workouts_archive_date_user ON workouts_archive(workout_date, user_id);
CREATE INDEX idx_workouts_archive_markdown_fts ON workouts_archive USING GIN(to_tsvector('english', markdown));

COMMIT;
