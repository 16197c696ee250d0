-- Deploy liftmark:workouts to pg

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE TABLE workouts (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES users(user_id) ON DELETE CASCADE,
  training_plan_id UUID,

  -- Workout identity
  workout_date DATE NOT NULL,
  workout_type VARCHAR(100),

  -- Source of truth
  markdown TEXT COMPRESSION lz4 NOT NULL,

  -- Cached views
  structured_workout JSONB COMPRESSION lz4,
  sms_message TEXT COMPRESSION lz4,
  exercise_list TEXT[] COMPRESSION lz4,
  exercise_keys TEXT[] COMPRESSION lz4,
  total_volume_lbs INT,
  total_sets INT,
  estimated_duration_min INT,
  view BYTEA COMPRESSION lz4,

  -- Completion tracking
  completed_at TIMESTAMPTZ,
  completion_notes TEXT,

  -- Revision of the markdown, and what the cached views were built from
  revision BIGINT NOT NULL DEFAULT 1,
  cached_revision BIGINT,
  cache_version INT NOT NULL DEFAULT 1,

  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),

  CONSTRAINT workouts_training_plan_fkey FOREIGN KEY (user_id, training_plan_id)
    REFERENCES training_plans(user_id, id) ON DELETE SET NULL (training_plan_id),
  CONSTRAINT workouts_markdown_check CHECK (octet_length(markdown) <= 262144 AND markdown ~ '\S'),
  CONSTRAINT workouts_cache_check
    CHECK (cached_revision IS NULL OR (cached_revision <= revision AND view IS NOT NULL))
) WITH (fillfactor = 80);  -- room for cache fills on the same page

ALTER TABLE workouts
  ALTER view SET STORAGE MAIN,
  ALTER sms_message SET STORAGE MAIN,
  ALTER exercise_list SET STORAGE MAIN,
  ALTER exercise_keys SET STORAGE MAIN;

CREATE INDEX idx_workouts_user_date ON workouts(user_id, workout_date DESC);
CREATE INDEX idx_workouts_plan ON workouts(training_plan_id, workout_date);
CREATE INDEX idx_workouts_date ON workouts(workout_date);
CREATE INDEX idx_workouts_date_user ON workouts(workout_date, user_id);  -- all users of a date, resumable
CREATE INDEX idx_workouts_exercises ON workouts USING GIN(exercise_list);
CREATE INDEX idx_workouts_exercise_keys ON workouts USING GIN(exercise_keys);
CREATE INDEX idx_workouts_structured ON workouts USING GIN(structured_workout);
CREATE INDEX idx_workouts_completed ON workouts(user_id, completed_at) WHERE completed_at IS NOT NULL;
CREATE INDEX idx_workouts_markdown_fts ON workouts USING GIN(to_tsvector('english', markdown));
CREATE UNIQUE INDEX idx_workouts_user_date_unique ON workouts(user_id, workout_date);

CREATE TRIGGER document_revision
  BEFORE UPDATE OF markdown, revision ON workouts
  FOR EACH ROW
  EXECUTE FUNCTION advance_document_revision(
    '{"structured_workout": null, "sms_message": null, "exercise_list": null, "exercise_keys": null,
      "total_volume_lbs": null, "total_sets": null, "estimated_duration_min": null, "view": null,
      "cached_revision": null}');

CREATE TRIGGER update_workouts_updated_at
  BEFORE UPDATE ON workouts
  FOR EACH ROW
  WHEN ((OLD.revision, OLD.training_plan_id, OLD.workout_date, OLD.workout_type, OLD.completed_at, OLD.completion_notes)
        IS DISTINCT FROM
        (NEW.revision, NEW.training_plan_id, NEW.workout_date, NEW.workout_type, NEW.completed_at, NEW.completion_notes))
  EXECUTE FUNCTION update_updated_at_column();

COMMIT;
