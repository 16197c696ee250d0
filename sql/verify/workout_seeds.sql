-- Verify liftmark:workout_seeds on pg
-- Operators may have deleted some.

BEGIN;

DO $$
BEGIN
  ASSERT EXISTS (SELECT FROM workout_examples WHERE id::text LIKE '5eed0000-0000-4000-8000-%');
END $$;

ROLLBACK;
