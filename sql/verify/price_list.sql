-- Verify liftmark:price_list on pg

BEGIN;

DO $$
BEGIN
  ASSERT (SELECT count(DISTINCT provider) = 3 FROM model_prices
          WHERE provider IN ('openai', 'anthropic', 'google'));
END $$;

ROLLBACK;
