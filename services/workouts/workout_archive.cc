#include "services/workouts/workout_archive.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/async/deadline.h"
#include "common/documents/day.h"
#include "common/pg/sqlstate.h"
#include "common/rpc/non_empty.h"
#include "common/status/status.h"

namespace liftmark::workouts {
namespace {

constexpr int kDefaultBatch = 500;
constexpr std::string_view kFirstUser = "00000000-0000-0000-0000-000000000000";

// What the archive has of this date or id already would be lost there. Two looks, each by a key: one for both
// would go through all that the archive has of the user. OFFSET 0 keeps them looks: as a join, a batch would
// go through all that the archive has of its dates.
#define LIFTMARK_ARCHIVED(key) \
  "EXISTS (SELECT FROM workouts_archive a WHERE a.user_id = w.user_id AND a." key " = w." key " OFFSET 0)"

// Deletes and inserts the newest version of each row, whatever was changed since the statement began, and
// passes over rows that are being changed. Always answers a row: how many were moved, and the place of the
// last one that was looked at.
constexpr pg::Statement kArchiveWorkouts{"archive_workouts", R"sql(
  WITH old AS MATERIALIZED (
    SELECT user_id, id, workout_date FROM workouts w
    WHERE workout_date < $1 AND (workout_date, user_id) > ($2::date, $3::uuid)
      AND ($4::uuid IS NULL OR user_id = $4)
      AND NOT )sql" LIFTMARK_ARCHIVED("id") " AND NOT " LIFTMARK_ARCHIVED("workout_date") R"sql(
    ORDER BY workout_date, user_id LIMIT $5
    FOR UPDATE OF w SKIP LOCKED
  ), moved AS (
    DELETE FROM workouts w USING old WHERE w.user_id = old.user_id AND w.id = old.id
    RETURNING w.id, w.user_id, w.training_plan_id, w.workout_date, w.workout_type, w.markdown, w.structured_workout,
              w.sms_message, w.exercise_list, w.exercise_keys, w.total_volume_lbs, w.total_sets,
              w.estimated_duration_min, w.view, w.completed_at, w.completion_notes, w.revision, w.cached_revision,
              w.cache_version, w.created_at, w.updated_at
  ), archived AS (
    INSERT INTO workouts_archive (id, user_id, training_plan_id, workout_date, workout_type, markdown,
                                  structured_workout, sms_message, exercise_list, exercise_keys, total_volume_lbs,
                                  total_sets, estimated_duration_min, view, completed_at, completion_notes, revision,
                                  cached_revision, cache_version, created_at, updated_at)
    SELECT id, user_id, training_plan_id, workout_date, workout_type, markdown, structured_workout, sms_message,
           exercise_list, exercise_keys, total_volume_lbs, total_sets, estimated_duration_min, view, completed_at,
           completion_notes, revision, cached_revision, cache_version, created_at, updated_at
    FROM moved
    RETURNING id
  )
  SELECT (SELECT count(*) FROM old), (SELECT count(*) FROM archived), last.workout_date, last.user_id
  FROM (SELECT 1) one
  LEFT JOIN (SELECT workout_date, user_id FROM old ORDER BY workout_date DESC, user_id DESC LIMIT 1) last ON true
)sql"};

// A move that is lost in a crash has not happened, on either side: its commit waits for no disk. Who deletes
// a user holds the user's row, and waits for the workouts that are being moved: here the wait for that row
// ends before PostgreSQL looks for a deadlock, and ends one of both.
constexpr pg::Statement kHurry{"hurry", R"sql(
  SELECT set_config('synchronous_commit', 'off', true), set_config('lock_timeout', '200ms', true)
)sql"};

// As often a batch is tried again behind a user that is being deleted.
constexpr int kMaxWaits = 20;

constexpr pg::Statement kCountArchivable{"count_archivable_workouts", R"sql(
  SELECT count(*) FILTER (WHERE NOT conflicting), count(*) FILTER (WHERE conflicting)
  FROM (SELECT )sql" LIFTMARK_ARCHIVED("id") " OR " LIFTMARK_ARCHIVED("workout_date") R"sql( AS conflicting
        FROM workouts w WHERE workout_date < $1 AND ($2::uuid IS NULL OR user_id = $2)) old
)sql"};

struct Counts {
  std::int64_t archivable = 0;
  std::int64_t conflicting = 0;
};

Task<absl::StatusOr<Counts>> Count(pg::Pool& pool, std::string before, std::optional<std::string> user_id,
                                   async::Deadline deadline) {
  const absl::StatusOr<pg::Result> counted =
      co_await pool.Execute(pg::Lane::kScan, {kCountArchivable, pg::Params(before, user_id)}, deadline);
  if (!counted.ok()) co_return counted.status();
  co_return Counts{(*counted)[0].Get<std::int64_t>(0), (*counted)[0].Get<std::int64_t>(1)};
}

}  // namespace

void WorkoutArchive::Bind(rpc::MethodTable& methods) {
  methods.Bind("ArchiveWorkouts", &WorkoutArchive::ArchiveWorkouts, this);
}

Task<absl::Status> WorkoutArchive::ArchiveWorkouts(rpc::Call& call, const v1::ArchiveWorkoutsRequest& request,
                                                   rpc::Writer<v1::ArchiveWorkoutsResponse>& writer) {
  if (request.before() > documents::TodayIn("", clock_()).date) {
    Violations violations;
    violations.Add("before", "must be today at the latest: nobody writes to the archive");
    co_return violations.ToStatus();
  }
  if (request.dry_run()) co_return co_await CountOnly(call, request, writer);

  const std::optional<std::string> user_id = rpc::NonEmpty(request.user_id());
  const std::int64_t batch = request.batch_size() == 0 ? kDefaultBatch : request.batch_size();
  v1::ArchiveWorkoutsResponse progress;
  std::string date = "-infinity";
  std::string user(kFirstUser);
  bool done = false;
  for (int waits = 0; !done && waits <= kMaxWaits && !async::IsNear(call.deadline());) {
    std::vector<pg::Query> queries;
    queries.push_back({kHurry, pg::Params()});
    queries.push_back({kArchiveWorkouts, pg::Params(request.before(), date, user, user_id, batch)});
    const absl::StatusOr<std::vector<pg::Result>> moved =
        co_await pool_.Batch(std::move(queries), call.deadline());
    if (pg::SqlState(moved.status()) == pg::kLockNotAvailable) {
      ++waits;
      continue;
    }
    if (!moved.ok()) co_return moved.status();
    const pg::Row row = moved->back()[0];
    done = row.Get<std::int64_t>(0) < batch;
    if (row.Get<std::int64_t>(0) == 0) continue;
    progress.set_archived_workouts(progress.archived_workouts() + row.Get<std::int64_t>(1));
    date = row.Get<std::string>(2);
    user = row.Get<std::string>(3);
    progress.set_last_date(date);
    if (!done) LIFTMARK_CO_RETURN_IF_ERROR(co_await writer.Write(progress));
  }

  progress.set_more(!done);
  if (done) {
    const absl::StatusOr<Counts> left = co_await Count(pool_, request.before(), user_id, call.deadline());
    if (!left.ok()) co_return left.status();
    progress.set_conflicting_workouts(left->conflicting);
    progress.set_more(left->archivable > 0);
  }
  co_return co_await writer.Write(progress);
}

Task<absl::Status> WorkoutArchive::CountOnly(rpc::Call& call, const v1::ArchiveWorkoutsRequest& request,
                                             rpc::Writer<v1::ArchiveWorkoutsResponse>& writer) {
  const absl::StatusOr<Counts> counts =
      co_await Count(pool_, request.before(), rpc::NonEmpty(request.user_id()), call.deadline());
  if (!counts.ok()) co_return counts.status();
  v1::ArchiveWorkoutsResponse answer;
  answer.set_archived_workouts(counts->archivable);
  answer.set_conflicting_workouts(counts->conflicting);
  co_return co_await writer.Write(answer);
}

}  // namespace liftmark::workouts
