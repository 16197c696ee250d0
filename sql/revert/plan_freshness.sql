-- Revert liftmark:plan_freshness from pg

BEGIN;

DROP INDEX idx_plans_freshness;

COMMIT;
