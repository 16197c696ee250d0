-- Revert liftmark:workout_seeds from pg
-- What operators edited or retired stays, and deploying again passes over it.

BEGIN;

\ir ../examples/workouts.sql

SET LOCAL ROLE liftmark_owner;

DELETE FROM workout_examples example
USING seeded_workouts seed
WHERE example.id = seed.id AND example.is_active
  AND (example.workout_type, example.experience_level, example.equipment_required, example.markdown)
    = (seed.workout_type, seed.experience_level, seed.equipment_required, seed.markdown);

COMMIT;
