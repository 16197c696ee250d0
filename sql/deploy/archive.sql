-- Deploy liftmark:archive to pg
-- The columns of workouts, and when the row moved. Rows arrive whole from there and are only read here.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE TABLE workouts_archive (
  id UUID NOT NULL,
  user_id UUID NOT NULL REFERENCES users(user_id) ON DELETE CASCADE,
  training_plan_id UUID,                -- no key: the plan may be gone

  workout_date DATE NOT NULL,
  workout_type VARCHAR(100),

  markdown TEXT COMPRESSION lz4 NOT NULL,

  structured_workout JSONB COMPRESSION lz4,
  sms_message TEXT COMPRESSION lz4,
  exercise_list TEXT[] COMPRESSION lz4,
  exercise_keys TEXT[] COMPRESSION lz4,
  total_volume_lbs INT,
  total_sets INT,
  estimated_duration_min INT,
  view BYTEA COMPRESSION lz4,

  completed_at TIMESTAMPTZ,
  completion_notes TEXT,

  revision BIGINT NOT NULL,
  cached_revision BIGINT,
  cache_version INT NOT NULL,

  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  archived_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),

  PRIMARY KEY (user_id, id)
);

ALTER TABLE workouts_archive
  ALTER view SET STORAGE MAIN,
  ALTER sms_message SET STORAGE MAIN,
  ALTER exercise_list SET STORAGE MAIN,
  ALTER exercise_keys SET STORAGE MAIN;

CREATE UNIQUE INDEX idx_workouts_archive_user_date_unique ON workouts_archive(user_id, workout_date);
CREATE INDEX idx_workouts_archive_exercise_keys ON workouts_archive USING GIN(exercise_keys);

COMMIT;
