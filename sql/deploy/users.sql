-- Deploy liftmark:users to pg
-- The product around us owns its users. Only where it has none, a stand-in is made; a table that is there is not altered.

BEGIN;

DO $$
BEGIN
  IF to_regclass('public.users') IS NULL THEN
    SET LOCAL ROLE liftmark_owner;
    CREATE TABLE public.users (
      user_id UUID PRIMARY KEY,
      created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
    );
    COMMENT ON TABLE public.users IS 'Stand-in of Liftmark';
  ELSE
    GRANT SELECT, REFERENCES ON public.users TO liftmark_owner;
  END IF;
END $$;

COMMIT;
