-- Revert liftmark:roles from pg
-- A role that another database of this server still uses stays.

BEGIN;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['liftmark_dossier', 'liftmark_plans', 'liftmark_workouts', 'liftmark_invocations',
                              'liftmark_maintenance', 'liftmark_owner']
  LOOP
    BEGIN
      EXECUTE format('DROP ROLE IF EXISTS %I', name);
    EXCEPTION WHEN dependent_objects_still_exist THEN
      RAISE NOTICE 'role % is still in use', name;
    END;
  END LOOP;
END $$;

COMMIT;
