#include "services/plans/plan_caches.h"

#include "common/documents/freshness.h"

namespace liftmark::plans {
namespace {

// What is not fresh is found by the index.
constexpr pg::Statement kCountPlanCaches{"count_plan_caches", R"sql(
  SELECT plans - stale - cold, stale, cold, false
  FROM (SELECT
    (SELECT count(*) FROM training_plans) AS plans,
    (SELECT count(*) FROM training_plans
     WHERE )sql" LIFTMARK_CACHED_VERSION " > 0 AND " LIFTMARK_IS_STALE R"sql() AS stale,
    (SELECT count(*) FROM training_plans WHERE )sql" LIFTMARK_CACHED_VERSION R"sql( = 0) AS cold) counted
)sql"};

constexpr pg::Statement kFindPlanCache{"find_plan_cache", R"sql(
  SELECT revision, created_at, markdown, start_date, is_active, cached_revision, cache_version, view, updated_at
  FROM training_plans WHERE user_id = $1 AND id = $2
)sql"};

#define LIFTMARK_LOOK \
  "SELECT p.id, p.user_id, p.revision, CASE WHEN " LIFTMARK_NOT_FRESH("p", "$1") " THEN p.markdown END" \
  " FROM training_plans p WHERE "
constexpr pg::Statement kLookAtPlans{"look_at_plans", LIFTMARK_LOOK "id > $2 ORDER BY id LIMIT $3"};
constexpr pg::Statement kLookAtPlansOfUser{"look_at_plans_of_user",
                                           LIFTMARK_LOOK "user_id = $4 AND id > $2 ORDER BY id LIMIT $3"};

// Rows that others hold are left for another run.
#define LIFTMARK_INVALIDATE(scope)                                                           \
  "WITH page AS MATERIALIZED ( "                                                             \
  "  SELECT user_id, id FROM training_plans WHERE " scope                                    \
  " id > $1 ORDER BY id LIMIT $2 "                                                           \
  "), filled AS MATERIALIZED ( "                                                             \
  "  SELECT d.user_id, d.id FROM page JOIN training_plans d USING (user_id, id) "            \
  "  WHERE num_nonnulls(d.view, d.structured_plan, d.exercise_list, d.exercise_keys, "       \
  "    d.plan_type, d.cached_revision) > 0 "                                                 \
  "), locked AS MATERIALIZED ( "                                                             \
  "  SELECT d.user_id, d.id FROM filled JOIN training_plans d USING (user_id, id) "          \
  "  FOR NO KEY UPDATE OF d SKIP LOCKED "                                                    \
  "), dropped AS ( "                                                                         \
  "  UPDATE training_plans d SET view = NULL, structured_plan = NULL, exercise_list = "      \
  "    NULL, exercise_keys = NULL, plan_type = NULL, cached_revision = NULL "                \
  "  FROM locked WHERE d.user_id = locked.user_id AND d.id = locked.id RETURNING d.user_id " \
  ") SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM dropped), "                   \
  "         (SELECT count(*) FROM filled) - (SELECT count(*) FROM locked), "                 \
  "         (SELECT id FROM page ORDER BY id DESC LIMIT 1) "
constexpr pg::Statement kInvalidatePlans{"invalidate_plans", LIFTMARK_INVALIDATE("")};
constexpr pg::Statement kInvalidatePlansOfUser{
    "invalidate_plans_of_user", LIFTMARK_INVALIDATE("user_id = $3 AND ($4::uuid IS NULL OR id = $4) AND")};

}  // namespace

pg::Query PlanCaches::Count() { return {kCountPlanCaches, pg::Params(kBuilderVersion)}; }

pg::Query PlanCaches::Find(const Kind::Key& key) { return {kFindPlanCache, pg::Params(key.user_id, key.id)}; }

pg::Query PlanCaches::Look(const documents::CacheScope& scope, int limit) {
  if (!scope.user_id.has_value()) return {kLookAtPlans, pg::Params(kBuilderVersion, scope.after, limit)};
  return {kLookAtPlansOfUser, pg::Params(kBuilderVersion, scope.after, limit, *scope.user_id)};
}

pg::Query PlanCaches::Invalidate(const documents::CacheScope& scope, int limit) {
  if (!scope.user_id.has_value()) return {kInvalidatePlans, pg::Params(scope.after, limit)};
  return {kInvalidatePlansOfUser, pg::Params(scope.after, limit, *scope.user_id, scope.id)};
}

}  // namespace liftmark::plans
