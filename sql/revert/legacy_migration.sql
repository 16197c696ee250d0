-- Revert liftmark:legacy_migration from pg
-- What was migrated stays.

BEGIN;

DROP PROCEDURE migrate_legacy(INT);
DROP FUNCTION list_legacy_strays(), migrate_legacy_user(UUID), migrate_legacy_plan(UUID, UUID, DATE, BOOLEAN),
  migrate_legacy_dossier(UUID), check_legacy_document(TEXT), legacy_pending_users(), check_legacy_tables();
DROP TABLE migration_errors;

COMMIT;
