-- Revert liftmark:ownership from pg

BEGIN;

DO $$
BEGIN
  ALTER SCHEMA public OWNER TO pg_database_owner;
  EXECUTE format('ALTER DATABASE %I OWNER TO CURRENT_USER', current_database());
END $$;

COMMIT;
