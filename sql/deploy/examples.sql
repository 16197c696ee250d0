-- Deploy liftmark:examples to pg
-- Rows are wide and their counters move with every read: room on the page, and text kept out of line.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE TABLE workout_examples (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),

  -- Classification
  workout_type VARCHAR(100) NOT NULL,
  experience_level VARCHAR(20),
  equipment_required TEXT[],

  markdown TEXT COMPRESSION lz4 NOT NULL,

  is_active BOOLEAN NOT NULL DEFAULT true,
  usage_count INT NOT NULL DEFAULT 0,

  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),

  CONSTRAINT workout_examples_markdown_check CHECK (octet_length(markdown) <= 262144 AND markdown ~ '\S')
) WITH (fillfactor = 50, toast_tuple_target = 128);

CREATE INDEX idx_examples_type ON workout_examples(workout_type, is_active);
CREATE INDEX idx_examples_level ON workout_examples(experience_level);
CREATE INDEX idx_examples_equipment ON workout_examples USING GIN(equipment_required);

CREATE TABLE plan_examples (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),

  -- Classification
  plan_type VARCHAR(100) NOT NULL,
  experience_level VARCHAR(20),
  primary_goal VARCHAR(100),
  duration_weeks INT NOT NULL DEFAULT 12,

  markdown TEXT COMPRESSION lz4 NOT NULL,

  is_active BOOLEAN NOT NULL DEFAULT true,
  usage_count INT NOT NULL DEFAULT 0,

  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),

  CONSTRAINT plan_examples_markdown_check CHECK (octet_length(markdown) <= 262144 AND markdown ~ '\S')
) WITH (fillfactor = 50, toast_tuple_target = 128);

CREATE INDEX idx_plan_examples_type ON plan_examples(plan_type, is_active);
CREATE INDEX idx_plan_examples_level ON plan_examples(experience_level);
CREATE INDEX idx_plan_examples_goal ON plan_examples(primary_goal);

COMMIT;
