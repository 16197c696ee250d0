-- Revert liftmark:examples from pg

BEGIN;

DROP TABLE workout_examples, plan_examples;

COMMIT;
