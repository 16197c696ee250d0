-- Verify liftmark:dossiers on pg

BEGIN;

SELECT user_id, markdown, profile_json, equipment_tags, training_days, view, current_plan_id, revision,
       cached_revision, cache_version, created_at, updated_at
FROM user_dossiers WHERE FALSE;

DO $$
BEGIN
  ASSERT (SELECT count(*) = 2 FROM pg_trigger WHERE tgrelid = 'user_dossiers'::regclass
            AND tgname IN ('document_revision', 'update_dossiers_updated_at'));
END $$;

ROLLBACK;
