-- Deploy liftmark:workout_freshness to pg
-- Finds and counts cold workouts at once. The builder version is in no index: an update of an indexed column writes a row
-- anew in every index, which makes a fill after a new builder version twenty times as dear.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE INDEX idx_workouts_cold ON workouts(id) WHERE cached_revision IS DISTINCT FROM revision;

COMMIT;
