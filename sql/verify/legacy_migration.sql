-- Verify liftmark:legacy_migration on pg

BEGIN;

SELECT user_id, source, source_id, reason, created_at FROM migration_errors WHERE FALSE;
SELECT 'migrate_legacy(int)'::regprocedure, 'migrate_legacy_user(uuid)'::regprocedure;

ROLLBACK;
