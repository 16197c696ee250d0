-- Deploy liftmark:plan_seeds to pg
-- What is there already is left as it is: operators edit and retire examples.

BEGIN;

\ir ../examples/plans.sql

SET LOCAL ROLE liftmark_owner;

INSERT INTO plan_examples (id, plan_type, experience_level, primary_goal, duration_weeks, markdown)
SELECT id, plan_type, experience_level, primary_goal, duration_weeks, markdown FROM seeded_plans
ON CONFLICT (id) DO NOTHING;

COMMIT;
