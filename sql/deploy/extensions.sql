-- Deploy liftmark:extensions to pg
-- Equality of text in an exclusion constraint (model_prices).

BEGIN;

CREATE EXTENSION IF NOT EXISTS btree_gist;

COMMIT;
