-- Verify liftmark:archive on pg

BEGIN;

SELECT id, user_id, training_plan_id, workout_date, workout_type, markdown, structured_workout, sms_message,
       exercise_list, exercise_keys, total_volume_lbs, total_sets, estimated_duration_min, view, completed_at,
       completion_notes, revision, cached_revision, cache_version, created_at, updated_at, archived_at
FROM workouts_archive WHERE FALSE;

ROLLBACK;
