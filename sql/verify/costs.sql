-- Verify liftmark:costs on pg

BEGIN;

DO $$
BEGIN
  ASSERT cost_of_tokens(3000, 500, 1000, 500, NULL, 3, 0.3, 3.75, 15, 15) = 0.014175;
  ASSERT cost_of_tokens(3000, 500, 1, NULL, NULL, 3, NULL, NULL, 15, NULL) IS NULL;
END $$;

ROLLBACK;
