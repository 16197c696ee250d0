-- Revert liftmark:dossiers from pg

BEGIN;

DROP TABLE user_dossiers;

COMMIT;
