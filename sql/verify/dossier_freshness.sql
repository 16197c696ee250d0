-- Verify liftmark:dossier_freshness on pg

BEGIN;

SELECT 'idx_dossiers_freshness'::regclass;

ROLLBACK;
