-- Revert liftmark:revisions from pg

BEGIN;

DROP TRIGGER keep_revision_on_insert ON user_dossiers;
DROP TRIGGER keep_revision_on_update ON user_dossiers;
DROP TRIGGER keep_revision_on_insert ON training_plans;
DROP TRIGGER keep_revision_on_update ON training_plans;
DROP TRIGGER keep_revision_on_insert ON workouts;
DROP TRIGGER keep_revision_on_update ON workouts;
DROP FUNCTION keep_dossier_revision(), keep_plan_revision(), keep_workout_revision();
DROP TABLE user_dossier_revisions, training_plan_revisions, workout_revisions;

COMMIT;
