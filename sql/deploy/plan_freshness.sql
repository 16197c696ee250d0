-- Deploy liftmark:plan_freshness to pg
-- Finds and counts stale plans at once. The builder version of a fresh cache, 0 where it is stale or cold.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE INDEX idx_plans_freshness
  ON training_plans((CASE WHEN cached_revision = revision THEN cache_version ELSE 0 END));

COMMIT;
