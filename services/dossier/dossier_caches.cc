#include "services/dossier/dossier_caches.h"

#include "common/documents/freshness.h"

namespace liftmark::dossier {
namespace {

// What is not fresh is found by the index.
constexpr pg::Statement kCountDossierCaches{"count_dossier_caches", R"sql(
  SELECT dossiers - stale - cold, stale, cold, false
  FROM (SELECT
    (SELECT count(*) FROM user_dossiers) AS dossiers,
    (SELECT count(*) FROM user_dossiers
     WHERE )sql" LIFTMARK_CACHED_VERSION " > 0 AND " LIFTMARK_IS_STALE R"sql() AS stale,
    (SELECT count(*) FROM user_dossiers WHERE )sql" LIFTMARK_CACHED_VERSION R"sql( = 0) AS cold) counted
)sql"};

constexpr pg::Statement kFindDossierCache{"find_dossier_cache", R"sql(
  SELECT revision, created_at, markdown, cached_revision, cache_version, view, updated_at
  FROM user_dossiers WHERE user_id = $1
)sql"};

#define LIFTMARK_LOOK \
  "SELECT d.user_id, d.user_id, d.revision, CASE WHEN " LIFTMARK_NOT_FRESH("d", "$1") " THEN d.markdown END" \
  " FROM user_dossiers d WHERE "
constexpr pg::Statement kLookAtDossiers{"look_at_dossiers",
                                        LIFTMARK_LOOK "user_id > $2 ORDER BY user_id LIMIT $3"};
constexpr pg::Statement kLookAtDossierOfUser{
    "look_at_dossier_of_user", LIFTMARK_LOOK "user_id = $4 AND user_id > $2 ORDER BY user_id LIMIT $3"};

// Rows that others hold are left for another run.
#define LIFTMARK_INVALIDATE(scope)                                                   \
  "WITH page AS MATERIALIZED ( "                                                     \
  "  SELECT user_id FROM user_dossiers WHERE " scope                                 \
  " user_id > $1 ORDER BY user_id LIMIT $2 "                                         \
  "), filled AS MATERIALIZED ( "                                                     \
  "  SELECT d.user_id FROM page JOIN user_dossiers d USING (user_id) "               \
  "  WHERE num_nonnulls(d.view, d.profile_json, d.equipment_tags, d.training_days, " \
  "    d.cached_revision) > 0 "                                                      \
  "), locked AS MATERIALIZED ( "                                                     \
  "  SELECT d.user_id FROM filled JOIN user_dossiers d USING (user_id) "             \
  "  FOR NO KEY UPDATE OF d SKIP LOCKED "                                            \
  "), dropped AS ( "                                                                 \
  "  UPDATE user_dossiers d SET view = NULL, profile_json = NULL, equipment_tags = " \
  "    NULL, training_days = NULL, cached_revision = NULL "                          \
  "  FROM locked WHERE d.user_id = locked.user_id RETURNING d.user_id "              \
  ") SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM dropped), "           \
  "         (SELECT count(*) FROM filled) - (SELECT count(*) FROM locked), "         \
  "         (SELECT user_id FROM page ORDER BY user_id DESC LIMIT 1) "
constexpr pg::Statement kInvalidateDossiers{"invalidate_dossiers", LIFTMARK_INVALIDATE("")};
constexpr pg::Statement kInvalidateDossierOfUser{"invalidate_dossier_of_user",
                                                 LIFTMARK_INVALIDATE("user_id = $3 AND")};

}  // namespace

pg::Query DossierCaches::Count() { return {kCountDossierCaches, pg::Params(kBuilderVersion)}; }

pg::Query DossierCaches::Find(const Kind::Key& key) { return {kFindDossierCache, pg::Params(key.user_id)}; }

pg::Query DossierCaches::Look(const documents::CacheScope& scope, int limit) {
  if (!scope.user_id.has_value()) return {kLookAtDossiers, pg::Params(kBuilderVersion, scope.after, limit)};
  return {kLookAtDossierOfUser, pg::Params(kBuilderVersion, scope.after, limit, *scope.user_id)};
}

pg::Query DossierCaches::Invalidate(const documents::CacheScope& scope, int limit) {
  if (!scope.user_id.has_value()) return {kInvalidateDossiers, pg::Params(scope.after, limit)};
  return {kInvalidateDossierOfUser, pg::Params(scope.after, limit, *scope.user_id)};
}

}  // namespace liftmark::dossier
