-- Revert liftmark:privileges from pg

BEGIN;

REVOKE ALL ON user_dossiers, user_dossier_revisions, training_plans, training_plan_revisions, plan_examples, workouts,
  workouts_archive, workout_revisions, workout_examples, requests, example_requests, agent_invocations, model_prices
FROM liftmark_dossier, liftmark_plans, liftmark_workouts, liftmark_invocations;

REVOKE USAGE ON SCHEMA public FROM liftmark_dossier, liftmark_plans, liftmark_workouts, liftmark_invocations;

COMMIT;
