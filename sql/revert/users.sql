-- Revert liftmark:users from pg

BEGIN;

DO $$
BEGIN
  IF obj_description('public.users'::regclass, 'pg_class') = 'Stand-in of Liftmark' THEN
    DROP TABLE public.users;
  ELSE
    REVOKE SELECT, REFERENCES ON public.users FROM liftmark_owner;
  END IF;
END $$;

COMMIT;
