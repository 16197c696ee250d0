#include "services/workouts/workout_caches.h"

#include "common/documents/freshness.h"
#include "services/workouts/workout_columns.h"

namespace liftmark::workouts {
namespace {

// There may be millions, and no index knows their builder: it would make each fill after a new builder
// version twenty times as dear (CONTRIBUTING.md). So about this many pages of the table speak for all; a
// table that has no more is counted. Cold workouts have an index.
#define LIFTMARK_SAMPLED_PAGES "1000"
#define LIFTMARK_SAMPLED_PERCENT               \
  "least(100, 100.0 * " LIFTMARK_SAMPLED_PAGES \
  " / greatest(1, pg_relation_size('workouts') / current_setting('block_size')::int))"
constexpr pg::Statement kCountWorkoutCaches{"count_workout_caches", R"sql(
  SELECT round(sample.fresh * 100 / part.percent)::bigint, round(sample.stale * 100 / part.percent)::bigint,
         (SELECT count(*) FROM workouts WHERE cached_revision IS DISTINCT FROM revision), part.percent < 100
  FROM (SELECT )sql" LIFTMARK_SAMPLED_PERCENT R"sql( AS percent) part,
       (SELECT count(*) FILTER (WHERE )sql" LIFTMARK_FRESH("w", "$1") R"sql() AS fresh,
               count(*) FILTER (WHERE cached_revision = revision AND cache_version <> $1::int) AS stale
        FROM workouts w TABLESAMPLE SYSTEM ()sql" LIFTMARK_SAMPLED_PERCENT R"sql()) sample
)sql"};

constexpr pg::Statement kFindWorkoutCache{
    "find_workout_cache", LIFTMARK_WORKOUT_FOR_WRITE(", cached_revision, cache_version, view, updated_at")};

#define LIFTMARK_LOOK \
  "SELECT w.id, w.user_id, w.revision, CASE WHEN " LIFTMARK_NOT_FRESH("w", "$1") " THEN w.markdown END" \
  " FROM workouts w WHERE "
constexpr pg::Statement kLookAtWorkouts{"look_at_workouts", LIFTMARK_LOOK "id > $2 ORDER BY id LIMIT $3"};
constexpr pg::Statement kLookAtWorkoutsOfUser{"look_at_workouts_of_user",
                                              LIFTMARK_LOOK "user_id = $4 AND id > $2 ORDER BY id LIMIT $3"};

// Rows that others hold are left for another run.
#define LIFTMARK_INVALIDATE(scope)                                                           \
  "WITH page AS MATERIALIZED ( "                                                             \
  "  SELECT user_id, id FROM workouts WHERE " scope                                          \
  " id > $1 ORDER BY id LIMIT $2 "                                                           \
  "), filled AS MATERIALIZED ( "                                                             \
  "  SELECT d.user_id, d.id FROM page JOIN workouts d USING (user_id, id) "                  \
  "  WHERE num_nonnulls(d.view, d.structured_workout, d.sms_message, d.exercise_list, "      \
  "    d.exercise_keys, d.total_volume_lbs, d.total_sets, d.estimated_duration_min, "        \
  "    d.cached_revision) > 0 "                                                              \
  "), locked AS MATERIALIZED ( "                                                             \
  "  SELECT d.user_id, d.id FROM filled JOIN workouts d USING (user_id, id) "                \
  "  FOR NO KEY UPDATE OF d SKIP LOCKED "                                                    \
  "), dropped AS ( "                                                                         \
  "  UPDATE workouts d SET view = NULL, structured_workout = NULL, sms_message = NULL, "     \
  "    exercise_list = NULL, exercise_keys = NULL, total_volume_lbs = NULL, total_sets "     \
  "    = NULL, estimated_duration_min = NULL, cached_revision = NULL "                       \
  "  FROM locked WHERE d.user_id = locked.user_id AND d.id = locked.id RETURNING d.user_id " \
  ") SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM dropped), "                   \
  "         (SELECT count(*) FROM filled) - (SELECT count(*) FROM locked), "                 \
  "         (SELECT id FROM page ORDER BY id DESC LIMIT 1) "
constexpr pg::Statement kInvalidateWorkouts{"invalidate_workouts", LIFTMARK_INVALIDATE("")};
constexpr pg::Statement kInvalidateWorkoutsOfUser{
    "invalidate_workouts_of_user", LIFTMARK_INVALIDATE("user_id = $3 AND ($4::uuid IS NULL OR id = $4) AND")};

}  // namespace

pg::Query WorkoutCaches::Count() { return {kCountWorkoutCaches, pg::Params(kBuilderVersion)}; }

pg::Query WorkoutCaches::Find(const Kind::Key& key) {
  return {kFindWorkoutCache, pg::Params(key.user_id, key.id)};
}

pg::Query WorkoutCaches::Look(const documents::CacheScope& scope, int limit) {
  if (!scope.user_id.has_value()) return {kLookAtWorkouts, pg::Params(kBuilderVersion, scope.after, limit)};
  return {kLookAtWorkoutsOfUser, pg::Params(kBuilderVersion, scope.after, limit, *scope.user_id)};
}

pg::Query WorkoutCaches::Invalidate(const documents::CacheScope& scope, int limit) {
  if (!scope.user_id.has_value()) return {kInvalidateWorkouts, pg::Params(scope.after, limit)};
  return {kInvalidateWorkoutsOfUser, pg::Params(scope.after, limit, *scope.user_id, scope.id)};
}

}  // namespace liftmark::workouts
