-- Verify liftmark:plan_seeds on pg
-- Operators may have deleted some.

BEGIN;

DO $$
BEGIN
  ASSERT EXISTS (SELECT FROM plan_examples WHERE id::text LIKE '5eed0000-0000-4000-8001-%');
END $$;

ROLLBACK;
