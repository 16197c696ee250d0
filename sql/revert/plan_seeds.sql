-- Revert liftmark:plan_seeds from pg
-- What operators edited or retired stays, and deploying again passes over it.

BEGIN;

\ir ../examples/plans.sql

SET LOCAL ROLE liftmark_owner;

DELETE FROM plan_examples example
USING seeded_plans seed
WHERE example.id = seed.id AND example.is_active
  AND (example.plan_type, example.experience_level, example.primary_goal, example.duration_weeks, example.markdown)
    = (seed.plan_type, seed.experience_level, seed.primary_goal, seed.duration_weeks, seed.markdown);

COMMIT;
