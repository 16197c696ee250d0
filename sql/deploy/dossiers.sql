-- Deploy liftmark:dossiers to pg

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE TABLE user_dossiers (
  user_id UUID PRIMARY KEY REFERENCES users(user_id) ON DELETE CASCADE,

  -- Source of truth
  markdown TEXT COMPRESSION lz4 NOT NULL,

  -- Cached views
  profile_json JSONB COMPRESSION lz4,
  equipment_tags TEXT[] COMPRESSION lz4,
  training_days TEXT[] COMPRESSION lz4,
  view BYTEA COMPRESSION lz4,

  -- The user's active plan; moves with it, not with the markdown
  current_plan_id UUID,

  -- Revision of the markdown, and what the cached views were built from
  revision BIGINT NOT NULL DEFAULT 1,
  cached_revision BIGINT,
  cache_version INT NOT NULL DEFAULT 1,

  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),

  CONSTRAINT user_dossiers_current_plan_fkey FOREIGN KEY (user_id, current_plan_id)
    REFERENCES training_plans(user_id, id) ON DELETE SET NULL (current_plan_id),
  CONSTRAINT user_dossiers_markdown_check CHECK (octet_length(markdown) <= 262144 AND markdown ~ '\S'),
  CONSTRAINT user_dossiers_cache_check
    CHECK (cached_revision IS NULL OR (cached_revision <= revision AND view IS NOT NULL))
) WITH (fillfactor = 80);  -- room for cache fills on the same page

ALTER TABLE user_dossiers
  ALTER view SET STORAGE MAIN,
  ALTER equipment_tags SET STORAGE MAIN,
  ALTER training_days SET STORAGE MAIN;

CREATE INDEX idx_dossiers_equipment ON user_dossiers USING GIN(equipment_tags);
CREATE INDEX idx_dossiers_training_days ON user_dossiers USING GIN(training_days);
CREATE INDEX idx_dossiers_profile ON user_dossiers USING GIN(profile_json);
CREATE INDEX idx_dossiers_markdown_fts ON user_dossiers USING GIN(to_tsvector('english', markdown));

CREATE TRIGGER document_revision
  BEFORE UPDATE OF markdown, revision ON user_dossiers
  FOR EACH ROW
  EXECUTE FUNCTION advance_document_revision(
    '{"profile_json": null, "equipment_tags": null, "training_days": null, "view": null, "cached_revision": null}');

CREATE TRIGGER update_dossiers_updated_at
  BEFORE UPDATE ON user_dossiers
  FOR EACH ROW
  WHEN ((OLD.revision, OLD.current_plan_id) IS DISTINCT FROM (NEW.revision, NEW.current_plan_id))
  EXECUTE FUNCTION update_updated_at_column();

COMMIT;
