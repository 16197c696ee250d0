-- Revert liftmark:plans from pg

BEGIN;

DROP TABLE training_plans;
DROP FUNCTION calculate_plan_end_date();

COMMIT;
