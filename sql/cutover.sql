-- Drops the old system's tables, when every user is migrated. It is no change of the sqitch plan, and nothing runs it:
--
--   psql --set=ON_ERROR_STOP=1 --file=sql/cutover.sql URL
--
-- as an owner of the old tables who is a member of liftmark_owner. Refuses while a record is left that is not migrated, and
-- where something else still hangs on the tables.

BEGIN;

DO $$
DECLARE
  pending INT := cardinality(legacy_pending_users());
  errors INT := (SELECT count(*) FROM migration_errors);
BEGIN
  IF pending > 0 OR errors > 0 THEN
    RAISE EXCEPTION '% users are not migrated, % errors stand in migration_errors', pending, errors
      USING HINT = 'Run deploy/migrate-legacy; mend or delete the records that it lists, and run it again.';
  END IF;
END $$;

DROP TABLE IF EXISTS microcycles, structured_plans, profiles;

COMMIT;
