-- Deploy liftmark:workout_plans to pg
-- A batch of workouts names every plan that is not there, before it writes anything.

BEGIN;

SET LOCAL ROLE liftmark_owner;

GRANT SELECT (id, user_id) ON training_plans TO liftmark_workouts;

COMMIT;
