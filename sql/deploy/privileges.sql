-- Deploy liftmark:privileges to pg
-- A service touches its own tables, and of others' only the columns written out here.

BEGIN;

SET LOCAL ROLE liftmark_owner;

GRANT USAGE ON SCHEMA public TO liftmark_dossier, liftmark_plans, liftmark_workouts, liftmark_invocations;

GRANT SELECT, INSERT, UPDATE, DELETE ON user_dossiers TO liftmark_dossier;
GRANT SELECT, INSERT, DELETE ON user_dossier_revisions TO liftmark_dossier;
-- A new dossier points at the plan that is active already.
GRANT SELECT (id, user_id, is_active) ON training_plans TO liftmark_dossier;

GRANT SELECT, INSERT, UPDATE, DELETE ON training_plans, plan_examples TO liftmark_plans;
GRANT SELECT, INSERT, DELETE ON training_plan_revisions TO liftmark_plans;
-- Activating a plan moves the dossier's pointer.
GRANT SELECT (user_id, current_plan_id), UPDATE (current_plan_id) ON user_dossiers TO liftmark_plans;

GRANT SELECT, INSERT, UPDATE, DELETE ON workouts, workouts_archive, workout_examples TO liftmark_workouts;
GRANT SELECT, INSERT, DELETE ON workout_revisions TO liftmark_workouts;

GRANT SELECT, INSERT, DELETE ON requests TO liftmark_dossier, liftmark_plans, liftmark_workouts;
GRANT SELECT, INSERT, DELETE ON example_requests TO liftmark_plans, liftmark_workouts;

GRANT SELECT, INSERT, UPDATE, DELETE ON agent_invocations TO liftmark_invocations;
GRANT SELECT, INSERT, UPDATE (effective_to) ON model_prices TO liftmark_invocations;
-- Who wrote which revision, not what it says.
GRANT SELECT (user_id, revision, author, invocation_id, created_at)
  ON user_dossier_revisions TO liftmark_invocations;
GRANT SELECT (user_id, plan_id, revision, author, invocation_id, created_at)
  ON training_plan_revisions TO liftmark_invocations;
GRANT SELECT (user_id, workout_id, revision, author, invocation_id, created_at)
  ON workout_revisions TO liftmark_invocations;

COMMIT;
