-- Verify liftmark:extensions on pg

BEGIN;

DO $$
BEGIN
  ASSERT EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist');
END $$;

ROLLBACK;
