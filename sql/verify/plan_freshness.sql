-- Verify liftmark:plan_freshness on pg

BEGIN;

SELECT 'idx_plans_freshness'::regclass;

ROLLBACK;
