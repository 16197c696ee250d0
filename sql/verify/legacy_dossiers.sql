-- Verify liftmark:legacy_dossiers on pg

BEGIN;

SELECT 'generate_dossier_markdown(uuid)'::regprocedure, legacy_profile('{"name": "A"}');

ROLLBACK;
