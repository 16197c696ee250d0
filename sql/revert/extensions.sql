-- Revert liftmark:extensions from pg

BEGIN;

DO $$
BEGIN
  DROP EXTENSION IF EXISTS btree_gist;
EXCEPTION WHEN dependent_objects_still_exist THEN
  RAISE NOTICE 'extension btree_gist is still in use';
END $$;

COMMIT;
