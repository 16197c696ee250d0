-- Deploy liftmark:workout_seeds to pg
-- What is there already is left as it is: operators edit and retire examples.

BEGIN;

\ir ../examples/workouts.sql

SET LOCAL ROLE liftmark_owner;

INSERT INTO workout_examples (id, workout_type, experience_level, equipment_required, markdown)
SELECT id, workout_type, experience_level, equipment_required, markdown FROM seeded_workouts
ON CONFLICT (id) DO NOTHING;

COMMIT;
