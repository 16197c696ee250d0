-- Verify liftmark:users on pg

BEGIN;

SELECT user_id FROM public.users WHERE FALSE;

DO $$
BEGIN
  ASSERT has_table_privilege('liftmark_owner', 'public.users', 'SELECT, REFERENCES');
END $$;

ROLLBACK;
