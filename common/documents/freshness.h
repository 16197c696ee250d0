// The rule D3 in SQL, over a row's own columns.
#pragma once

// The builder version of a fresh cache, 0 for a stale or cold one: the expression of idx_dossiers_freshness
// and idx_plans_freshness.
#define LIFTMARK_CACHED_VERSION "(CASE WHEN cached_revision = revision THEN cache_version ELSE 0 END)"

// Against $1, the builder's version of today. Not "<>", which no index answers.
#define LIFTMARK_IS_FRESH LIFTMARK_CACHED_VERSION " = $1::int"
#define LIFTMARK_IS_STALE "(" LIFTMARK_CACHED_VERSION " < $1::int OR " LIFTMARK_CACHED_VERSION " > $1::int)"
