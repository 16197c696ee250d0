-- Verify liftmark:named_prices_dropped on pg

BEGIN;

DO $$ BEGIN ASSERT to_regclass('named_model_prices') IS NULL; END $$;

ROLLBACK;
