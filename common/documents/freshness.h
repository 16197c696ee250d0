// The rule D3 in SQL.
#pragma once

// Over the row `row`, a table's alias; `version` is the parameter of the builder's version of today. The
// first is NULL for a cold row, the second never.
#define LIFTMARK_FRESH(row, version) \
  "(" row ".cached_revision = " row ".revision AND " row ".cache_version = " version "::int)"
#define LIFTMARK_NOT_FRESH(row, version) \
  "((" row ".cached_revision, " row ".cache_version) IS DISTINCT FROM (" row ".revision, " version "::int))"

// Joins `f.fresh`, never NULL, to the row `row`.
#define LIFTMARK_JOIN_FRESHNESS(row, version) \
  " CROSS JOIN LATERAL (SELECT coalesce(" LIFTMARK_FRESH(row, version) ", false) AS fresh) f "

// The same where an index answers it, over a row's own columns: the builder version of a fresh cache, 0 for a
// stale or cold one, as idx_dossiers_freshness and idx_plans_freshness have it.
#define LIFTMARK_CACHED_VERSION "(CASE WHEN cached_revision = revision THEN cache_version ELSE 0 END)"

// Against $1, the builder's version of today. Not "<>", which no index answers.
#define LIFTMARK_IS_FRESH LIFTMARK_CACHED_VERSION " = $1::int"
#define LIFTMARK_IS_STALE "(" LIFTMARK_CACHED_VERSION " < $1::int OR " LIFTMARK_CACHED_VERSION " > $1::int)"
