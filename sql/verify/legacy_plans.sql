-- Verify liftmark:legacy_plans on pg

BEGIN;

SELECT 'generate_plan_markdown(uuid)'::regprocedure, legacy_plan('{"name": "A", "duration_weeks": 4}', '[]', NULL);

ROLLBACK;
