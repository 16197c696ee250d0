#include "services/workouts/workout_store.h"

#include <algorithm>
#include <utility>

#include "common/documents/fill_stale.h"
#include "common/status/status.h"
#include "services/workouts/workout_columns.h"

namespace liftmark::workouts {
namespace {

constexpr pg::Statement kFindById{"find_workout_by_id", "SELECT" LIFTMARK_WORKOUT_COLUMNS
                                                        ", NULL::timestamptz"
                                                        " FROM workouts w" LIFTMARK_WITH_FRESHNESS
                                                        "WHERE w.user_id = $1 AND w.id = $2"};

constexpr pg::Statement kFindByDate{"find_workout_by_date", "SELECT" LIFTMARK_WORKOUT_COLUMNS
                                                            ", NULL::timestamptz"
                                                            " FROM workouts w" LIFTMARK_WITH_FRESHNESS
                                                            "WHERE w.user_id = $1 AND w.workout_date = $2"};

constexpr pg::Statement kFindArchivedById{"find_archived_workout_by_id",
                                          "SELECT" LIFTMARK_WORKOUT_COLUMNS
                                          ", w.archived_at"
                                          " FROM workouts_archive w" LIFTMARK_WITH_FRESHNESS
                                          "WHERE w.user_id = $1 AND w.id = $2"};

constexpr pg::Statement kFindArchivedByDate{"find_archived_workout_by_date",
                                            "SELECT" LIFTMARK_WORKOUT_COLUMNS
                                            ", w.archived_at"
                                            " FROM workouts_archive w" LIFTMARK_WITH_FRESHNESS
                                            "WHERE w.user_id = $1 AND w.workout_date = $2"};

// Dates are unique to a user in both tables together, so that the date alone is the key of a page. A page
// ends before its text passes $9 bytes, but has at least one workout; $8 rows are looked at to learn whether
// more follow.
constexpr pg::Statement kListByDate{"list_workouts_by_date",
                                    "SELECT" LIFTMARK_WORKOUT_COLUMNS R"sql(, w.archived_at, w.looked_at
    FROM (
      SELECT id, workout_date, workout_type, training_plan_id, completed_at, completion_notes, revision, created_at,
             updated_at, markdown, view, sms_message, cached_revision, cache_version, archived_at,
             count(*) OVER () AS looked_at,
             sum(octet_length(markdown)) OVER (ORDER BY workout_date DESC) - octet_length(markdown) AS bytes_before
      FROM (
        SELECT id, workout_date, workout_type, training_plan_id, completed_at, completion_notes, revision, created_at,
               updated_at, markdown, view, sms_message, cached_revision, cache_version, NULL AS archived_at
        FROM workouts WHERE user_id = $1 AND workout_date BETWEEN $2 AND $7
        UNION ALL
        SELECT id, workout_date, workout_type, training_plan_id, completed_at, completion_notes, revision, created_at,
               updated_at, markdown, view, sms_message, cached_revision, cache_version, archived_at
        FROM workouts_archive WHERE user_id = $1 AND workout_date BETWEEN $2 AND $7
        ORDER BY workout_date DESC LIMIT $8
      ) listed
    ) w)sql" LIFTMARK_WITH_FRESHNESS "WHERE w.bytes_before < $9::bigint ORDER BY w.workout_date DESC"};

constexpr pg::Statement kListSms{
    "list_sms",
    "SELECT w.user_id, w.id, w.revision,"
    " CASE WHEN f.fresh THEN w.sms_message END, CASE WHEN NOT f.fresh THEN w.markdown END"
    " FROM workouts w" LIFTMARK_WITH_FRESHNESS
    "WHERE w.workout_date = $1 AND ($2::uuid IS NULL OR w.user_id > $2) ORDER BY w.user_id LIMIT $4"};

#define LIFTMARK_FIND_STALE(table)                             \
  "SELECT w.user_id, w.id, w.revision, w.markdown FROM " table \
  " w"                                                         \
  " WHERE w.user_id = $1"                                      \
  " AND " LIFTMARK_NOT_FRESH("w", "$2") " LIMIT $3"
constexpr pg::Statement kFindStale{"find_stale_workouts", LIFTMARK_FIND_STALE("workouts")};
constexpr pg::Statement kFindStaleArchived{"find_stale_archived_workouts",
                                           LIFTMARK_FIND_STALE("workouts_archive")};

// Stale workouts of one user that are read at once.
constexpr int kFilledAtOnce = 50;

pg::Params FindParams(const std::string& user_id, const std::string& key, Wanted wanted) {
  return pg::Params(user_id, key, views::kWorkoutBuilderVersion, wanted.markdown, wanted.view, wanted.sms);
}

// Only its views are ever written.
struct ArchivedWorkoutKind : WorkoutKind {
  static pg::Query Fill(const Key& key, std::int64_t revision, const Views& views) {
    return FillArchived(key, revision, views);
  }
};

template <class Kind>
Task<absl::Status> FillAll(pg::Pool& pool, const pg::Statement& find, std::string user_id,
                           async::Deadline deadline) {
  const pg::Params params(user_id, views::kWorkoutBuilderVersion, kFilledAtOnce);
  absl::StatusOr<int> filled;
  do {
    filled = co_await documents::FillStale<Kind>(pool, pg::Lane::kRead, {find, params}, deadline);
  } while (filled.ok() && *filled == kFilledAtOnce);
  co_return filled.status();
}

}  // namespace

Task<absl::StatusOr<StoredWorkout>> WorkoutStore::Find(std::string user_id, WorkoutRef workout, Wanted wanted,
                                                       async::Deadline deadline) {
  const auto* date = std::get_if<WorkoutDate>(&workout);
  const std::string& key = date != nullptr ? date->value : std::get<WorkoutId>(workout).value;
  for (const bool archived : {false, true}) {
    const pg::Statement& statement = archived ? (date != nullptr ? kFindArchivedByDate : kFindArchivedById)
                                              : (date != nullptr ? kFindByDate : kFindById);
    const absl::StatusOr<pg::Result> found =
        co_await pool_.Execute(pg::Lane::kRead, {statement, FindParams(user_id, key, wanted)}, deadline);
    if (!found.ok()) co_return found.status();
    if (found->rows() > 0) co_return Parse(user_id, *found, 0, wanted);
  }
  co_return WorkoutKind::NotFound();
}

Task<absl::StatusOr<WorkoutPage>> WorkoutStore::ListByDate(std::string user_id, std::string first,
                                                           std::string last, int limit, Wanted wanted,
                                                           async::Deadline deadline) {
  pg::Params params(user_id, first, views::kWorkoutBuilderVersion, wanted.markdown, wanted.view, wanted.sms,
                    last, static_cast<std::int64_t>(limit) + 1, kPageBytes);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kListByDate, std::move(params)}, deadline);
  if (!found.ok()) co_return found.status();
  WorkoutPage page;
  for (int row = 0; row < std::min(found->rows(), limit); ++row) {
    page.workouts.push_back(Parse(user_id, *found, row, wanted));
  }
  page.more = found->rows() > 0 &&
              (*found)[0].Get<std::int64_t>(14) > static_cast<std::int64_t>(page.workouts.size());
  co_return page;
}

Task<absl::StatusOr<SmsPage>> WorkoutStore::ListSms(std::string date, std::string after_user, int limit,
                                                    async::Deadline deadline) {
  std::optional<std::string> after;
  if (!after_user.empty()) after = std::move(after_user);
  const pg::Params params(date, after, views::kWorkoutBuilderVersion, limit);
  absl::StatusOr<pg::Result> found = co_await pool_.Execute(pg::Lane::kScan, {kListSms, params}, deadline);
  if (!found.ok()) co_return found.status();
  SmsPage page{{}, *std::move(found)};
  page.texts.reserve(static_cast<std::size_t>(page.source.rows()));
  for (int i = 0; i < page.source.rows(); ++i) {
    const pg::Row row = page.source[i];
    UserSms& sms = page.texts.emplace_back();
    sms.user_id = row.Get<std::string>(0);
    sms.id = row.Get<std::string>(1);
    if (const auto text = row.Get<std::optional<std::string_view>>(3)) {
      cache_.CountHit();
      sms.text = *text;
    } else {
      sms.built = cache_.Build({sms.user_id, sms.id}, row.Get<std::int64_t>(2), row.Get<std::string_view>(4));
      sms.text = sms.built->sms.text;
    }
  }
  co_return page;
}

Task<absl::Status> WorkoutStore::FillStale(std::string user_id, async::Deadline deadline) {
  const absl::Status filled = co_await FillAll<WorkoutKind>(pool_, kFindStale, user_id, deadline);
  if (!filled.ok()) co_return filled;
  co_return co_await FillAll<ArchivedWorkoutKind>(pool_, kFindStaleArchived, user_id, deadline);
}

StoredWorkout WorkoutStore::Parse(const std::string& user_id, const pg::Result& result, int index,
                                  Wanted wanted) {
  const pg::Row row = result[index];
  StoredWorkout workout;
  workout.id = row.Get<std::string>(0);
  workout.workout_date = row.Get<std::string>(1);
  workout.workout_type = row.Get<std::optional<std::string>>(2);
  workout.training_plan_id = row.Get<std::optional<std::string>>(3);
  workout.completed_at = row.Get<std::optional<absl::Time>>(4);
  workout.completion_notes = row.Get<std::optional<std::string>>(5);
  workout.version = {row.Get<std::int64_t>(6), row.Get<absl::Time>(7)};
  workout.updated_at = row.Get<absl::Time>(8);
  workout.markdown = row.Get<std::optional<std::string_view>>(9).value_or("");
  workout.view = row.Get<std::optional<std::string_view>>(10).value_or("");
  workout.sms = row.Get<std::optional<std::string_view>>(11).value_or("");
  const bool fresh = row.Get<bool>(12);
  workout.archived_at = row.Get<std::optional<absl::Time>>(13);
  workout.source = result;

  if (wanted.view || wanted.sms) {
    if (fresh) {
      cache_.CountHit();
    } else {
      // Single reads of the archive are too few to be worth a fill.
      workout.built = workout.archived_at.has_value()
                          ? std::make_shared<const views::WorkoutViews>(WorkoutKind::Build(workout.markdown))
                          : cache_.Build({user_id, workout.id}, workout.version.revision, workout.markdown);
      workout.from_cache = false;
      workout.view = workout.built->view;
      workout.sms = workout.built->sms.text;
    }
  }
  return workout;
}

}  // namespace liftmark::workouts
