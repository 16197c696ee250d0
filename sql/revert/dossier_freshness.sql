-- Revert liftmark:dossier_freshness from pg

BEGIN;

DROP INDEX idx_dossiers_freshness;

COMMIT;
