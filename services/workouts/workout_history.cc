#include "services/workouts/workout_history.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "common/documents/day.h"
#include "common/rpc/non_empty.h"
#include "common/rpc/paging.h"
#include "common/status/status.h"
#include "common/views/exercise_names.h"
#include "services/workouts/exercise_progress.h"
#include "services/workouts/workout_columns.h"

namespace liftmark::workouts {
namespace {

constexpr std::string_view kFirstDate = "1900-01-01";
constexpr std::string_view kLastDate = "2200-12-31";

// One look for all of it: of a stale row nobody knows yet which exercises it has, so it comes along as
// markdown.
#define LIFTMARK_SESSIONS(table, archived_at)                                                           \
  " SELECT" LIFTMARK_WORKOUT_FIELDS("w") ", " archived_at " AS archived_at FROM " table                 \
                                         " w WHERE w.user_id = $1 AND w.workout_date BETWEEN $7 AND $8" \
                                         " AND (w.exercise_keys @> ARRAY[$2::text]"                     \
                                         "      OR " LIFTMARK_NOT_FRESH("w", "$3") ")"
constexpr pg::Statement kExerciseSessions{
    "exercise_sessions",
    "SELECT" LIFTMARK_WORKOUT_COLUMNS ", w.archived_at FROM (" LIFTMARK_SESSIONS(
        "workouts",
        "NULL::timestamptz") " UNION ALL" LIFTMARK_SESSIONS("workouts_archive",
                                                            "w.archived_at") ") w" LIFTMARK_WITH_FRESHNESS
                                                                             "ORDER BY w.workout_date"};

// A condition that is not given is NULL and falls out of the plan, which is made for the values at hand.
// Dates are unique to a user in both tables together. Each table stops at a page of its own: with a common
// word, the planner then walks by date until the page is full. Snippets are made of the page alone.
#define LIFTMARK_MATCHES(table, archived)                                                              \
  " (SELECT id, workout_date, workout_type, markdown, " archived " AS archived FROM " table            \
  " WHERE user_id = $1 AND workout_date < $2"                                                          \
  " AND ($3::text IS NULL OR to_tsvector('english', markdown) @@ websearch_to_tsquery('english', $3))" \
  " AND ($4::text IS NULL OR exercise_keys @> ARRAY[$4::text])"                                        \
  " ORDER BY workout_date DESC LIMIT $5)"
constexpr pg::Statement kSearchWorkouts{"search_workouts",
                                        "SELECT id, workout_date, workout_type, archived,"
                                        " CASE WHEN $3::text IS NOT NULL THEN"
                                        "   ts_headline('english', markdown, websearch_to_tsquery('english', $3),"
                                        "               'StartSel=«, StopSel=», MaxFragments=1, MinWords=10,"
                                        " MaxWords=30') END"
                                        " FROM (" LIFTMARK_MATCHES("workouts", "false") " UNION ALL"
                                        LIFTMARK_MATCHES("workouts_archive", "true")
                                        "  ORDER BY workout_date DESC LIMIT $5) found"
                                        " ORDER BY workout_date DESC"};

std::string DateOr(const std::string& date, std::string_view fallback) {
  return date.empty() ? std::string(fallback) : date;
}

}  // namespace

void WorkoutHistory::Bind(rpc::MethodTable& methods) {
  methods.Bind("GetExerciseProgress", &WorkoutHistory::GetExerciseProgress, this);
  methods.Bind("SearchWorkouts", &WorkoutHistory::SearchWorkouts, this);
}

Task<absl::Status> WorkoutHistory::GetExerciseProgress(rpc::Call& call,
                                                       const v1::GetExerciseProgressRequest& request,
                                                       rpc::Reply<v1::GetExerciseProgressResponse>& reply) {
  constexpr Wanted kWanted = {.view = true};
  const std::string key = views::ExerciseKey(request.exercise());
  const pg::Params params(request.user_id(), key, views::kWorkoutBuilderVersion, kWanted.markdown,
                          kWanted.view, kWanted.sms, DateOr(request.from_date(), kFirstDate),
                          DateOr(request.to_date(), kLastDate));
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kScan, {kExerciseSessions, params}, call.deadline());
  if (!found.ok()) co_return found.status();

  ProgressReport report(key);
  for (int row = 0; row < found->rows(); ++row) {
    const StoredWorkout workout = store_.Parse(request.user_id(), *found, row, kWanted);
    report.Add(workout.id, workout.workout_date, workout.view);
  }
  reply.message() = report.Finish();
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutHistory::SearchWorkouts(rpc::Call& call, const v1::SearchWorkoutsRequest& request,
                                                  rpc::Reply<v1::SearchWorkoutsResponse>& reply) {
  if (request.text().empty() && request.exercise().empty()) {
    Violations violations;
    violations.Add("text", "is required where no exercise is given");
    co_return violations.ToStatus();
  }
  const absl::StatusOr<rpc::Page> page = rpc::Page::Of(page_tokens_, call, request);
  if (!page.ok()) co_return page.status();
  std::optional<std::string> key;
  if (!request.exercise().empty()) {
    LIFTMARK_CO_RETURN_IF_ERROR(co_await store_.FillStale(request.user_id(), call.deadline()));
    key = views::ExerciseKey(request.exercise());
  }
  const std::string before = page->cursor().empty() ? documents::AddDays(kLastDate, 1) : page->cursor();
  const pg::Params params(request.user_id(), before, rpc::NonEmpty(request.text()), key, page->size() + 1);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kScan, {kSearchWorkouts, params}, call.deadline());
  if (!found.ok()) co_return found.status();

  for (int i = 0; i < std::min(found->rows(), page->size()); ++i) {
    const pg::Row row = (*found)[i];
    v1::WorkoutMatch& match = *reply.message().add_matches();
    match.set_id(row.Get<std::string>(0));
    match.set_workout_date(row.Get<std::string>(1));
    if (const auto type = row.Get<std::optional<std::string>>(2)) match.set_workout_type(*type);
    match.set_archived(row.Get<bool>(3));
    if (const auto snippet = row.Get<std::optional<std::string>>(4)) match.set_snippet(*snippet);
  }
  if (found->rows() > page->size()) {
    reply.message().set_next_page_token(
        page->TokenOfNext(reply.message().matches().rbegin()->workout_date()));
  }
  co_return absl::OkStatus();
}

}  // namespace liftmark::workouts
