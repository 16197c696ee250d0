#include "services/workouts/workout_lists.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/documents/day.h"
#include "common/formats/json_filter.h"
#include "common/rpc/non_empty.h"
#include "common/rpc/paging.h"
#include "common/rpc/wire.h"
#include "common/status/status.h"
#include "common/views/exercise_names.h"
#include "services/workouts/workout_columns.h"
#include "services/workouts/workout_wire.h"

namespace liftmark::workouts {
namespace {

constexpr std::string_view kFirstDate = "1900-01-01";
constexpr std::string_view kLastDate = "2200-12-31";
constexpr std::string_view kFirstUser = "00000000-0000-0000-0000-000000000000";
constexpr std::size_t kUuidBytes = 36;

// A list of everybody's workouts covers no more days.
constexpr int kMaxFleetDays = 31;
constexpr std::int64_t kMaxStaleCounted = 10'000;
// Workouts that an export reads at once.
constexpr std::int64_t kExportRows = 256;

// Conditions that are not given are NULL and fall out of the plan, which is made for the values at hand. $13
// says that some look at views, which a stale row lacks.
#define LIFTMARK_LIST_SCOPE " ($1::uuid IS NULL OR w.user_id = $1) AND w.workout_date BETWEEN $7 AND $8"
#define LIFTMARK_CANDIDATES(table, archived, limit)                                \
  " (SELECT w.user_id, w.id, w.workout_date, " archived " AS archived FROM " table \
  " w WHERE" LIFTMARK_LIST_SCOPE                                                   \
  " AND ($9::uuid IS NULL OR (w.workout_date, w.user_id) < ($8::date, $9::uuid))"  \
  " AND ($10::uuid IS NULL OR w.training_plan_id = $10)"                           \
  " AND ($11::bool IS NULL OR (w.completed_at IS NOT NULL) = $11)"                 \
  " AND ($12::text IS NULL OR w.exercise_keys @> ARRAY[$12::text])"                \
  " AND ($2::jsonb IS NULL OR w.structured_workout @> $2)"                         \
  " AND (NOT $13::bool OR " LIFTMARK_FRESH("w", "$3") ")" limit ")"
#define LIFTMARK_STALE(table) \
  " SELECT FROM " table " w WHERE $13 AND" LIFTMARK_LIST_SCOPE " AND " LIFTMARK_NOT_FRESH("w", "$3")

// Candidates are keys alone; what a page shows is fetched for its own rows. A page ends before its text
// passes $15 bytes, but has at least one workout. There is always a row, for the count.
#define LIFTMARK_LIST_WORKOUTS(limit) \
  " (" LIFTMARK_CANDIDATES("workouts", "false", limit) " UNION ALL"  LIFTMARK_CANDIDATES("workouts_archive", "true", limit) \
  "), page AS ("                                                                                            \
  "  SELECT user_id, id, archived FROM candidates ORDER BY workout_date DESC, user_id DESC LIMIT $14"       \
  "), listed AS ("                                                                                          \
  "  SELECT page.looked_at, r.*,"                                                                           \
  "    sum(octet_length(r.markdown)) OVER (ORDER BY r.workout_date DESC, r.user_id DESC)"                   \
  "      - octet_length(r.markdown) AS bytes_before"                                                        \
  "  FROM (SELECT user_id, id, archived, count(*) OVER () AS looked_at FROM page) page"                     \
  "  CROSS JOIN LATERAL ("                                                                                  \
  "    SELECT" LIFTMARK_WORKOUT_FIELDS("w") ", NULL::timestamptz AS archived_at"                            \
  "    FROM workouts w WHERE NOT page.archived AND w.user_id = page.user_id AND w.id = page.id"             \
  "    UNION ALL"                                                                                           \
  "    SELECT" LIFTMARK_WORKOUT_FIELDS("w") ", w.archived_at"                                               \
  "    FROM workouts_archive w WHERE page.archived AND w.user_id = page.user_id AND w.id = page.id"         \
  "  ) r"                                                                                                   \
  ") SELECT" LIFTMARK_WORKOUT_COLUMNS                                                                       \
  ", w.archived_at, w.user_id, w.looked_at, stale.documents"                                                \
  " FROM (SELECT count(*) AS documents FROM (" LIFTMARK_STALE("workouts") " UNION ALL"                      \
  LIFTMARK_STALE("workouts_archive") " LIMIT $16) counted) stale"                                           \
  " LEFT JOIN (listed w" LIFTMARK_WITH_FRESHNESS ") ON w.bytes_before < $15::bigint"                        \
  " ORDER BY w.workout_date DESC, w.user_id DESC"

// Each table stops at a page of its own: the planner passes neither order nor limit down into a union.
constexpr pg::Statement kListWorkouts{"list_workouts",
                                      "WITH candidates AS NOT MATERIALIZED" LIFTMARK_LIST_WORKOUTS(
                                          " ORDER BY w.workout_date DESC, w.user_id DESC LIMIT $14")};

// What a JSON document holds, the planner cannot know: with a limit, it walks by date until the page is full.
constexpr pg::Statement kListWorkoutsByView{"list_workouts_by_view",
                                            "WITH candidates AS MATERIALIZED" LIFTMARK_LIST_WORKOUTS("")};

// Users, ids and dates side by side; the id or the date is empty. A found workout has the place of its key.
constexpr pg::Statement kFindWorkouts{
    "find_workouts",
    "SELECT" LIFTMARK_WORKOUT_COLUMNS
    ", w.archived_at, w.user_id, w.place, w.looked_at"
    " FROM (SELECT r.*, k.place, count(*) OVER () AS looked_at,"
    "   sum(octet_length(r.markdown)) OVER (ORDER BY k.place) - octet_length(r.markdown) AS bytes_before"
    "   FROM (SELECT user_id::uuid, nullif(id, '')::uuid AS id, nullif(workout_date, '')::date AS workout_date, place"
    "         FROM unnest($1::text[], $2::text[], $7::text[]) WITH ORDINALITY AS k(user_id, id, workout_date, place)) k"
    "   CROSS JOIN LATERAL ("
    "     SELECT" LIFTMARK_WORKOUT_FIELDS("w") ", NULL::timestamptz AS archived_at"
    "     FROM workouts w WHERE w.user_id = k.user_id AND w.id = k.id"
    "     UNION ALL"
    "     SELECT" LIFTMARK_WORKOUT_FIELDS("w") ", NULL FROM workouts w"
    "     WHERE w.user_id = k.user_id AND w.workout_date = k.workout_date"
    "     UNION ALL"
    "     SELECT" LIFTMARK_WORKOUT_FIELDS("w") ", w.archived_at FROM workouts_archive w"
    "     WHERE w.user_id = k.user_id AND w.id = k.id"
    "     UNION ALL"
    "     SELECT" LIFTMARK_WORKOUT_FIELDS("w") ", w.archived_at FROM workouts_archive w"
    "     WHERE w.user_id = k.user_id AND w.workout_date = k.workout_date"
    "   ) r) w" LIFTMARK_WITH_FRESHNESS "WHERE w.bytes_before < $8::bigint ORDER BY w.place"};

#define LIFTMARK_EXPORTED(table, archived_at)                        \
  "(SELECT" LIFTMARK_WORKOUT_FIELDS(                                 \
      "w") ", " archived_at " AS archived_at FROM " table            \
           " w WHERE ($1::uuid IS NULL OR w.user_id = $1)"           \
           " AND (w.user_id, w.workout_date) > ($2::uuid, $7::date)" \
           " AND w.workout_date BETWEEN $8 AND $9 ORDER BY w.user_id, w.workout_date LIMIT $10)"
constexpr pg::Statement kExportWorkouts{
    "export_workouts",
    "SELECT" LIFTMARK_WORKOUT_COLUMNS
    ", w.archived_at, w.user_id"
    " FROM (SELECT listed.*,"
    "   sum(octet_length(markdown)) OVER (ORDER BY user_id, workout_date) - octet_length(markdown)"
    "     AS bytes_before"
    "   FROM (" LIFTMARK_EXPORTED("workouts", "NULL::timestamptz") " UNION ALL " LIFTMARK_EXPORTED(
        "workouts_archive",
        "w.archived_at") "     ORDER BY user_id, workout_date LIMIT $10) listed) w" LIFTMARK_WITH_FRESHNESS
                         "WHERE w.bytes_before < $11::bigint ORDER BY w.user_id, w.workout_date"};

constexpr int kUserColumn = 14;  // behind what Parse takes

std::string DateOr(const std::string& date, std::string_view fallback) {
  return date.empty() ? std::string(fallback) : date;
}

absl::Status CheckList(const v1::ListWorkoutsRequest& request) {
  if (!request.structured_contains().empty()) {
    LIFTMARK_RETURN_IF_ERROR(formats::CheckJsonFilter(request.structured_contains(), "structured_contains"));
  }
  if (!request.user_id().empty()) return absl::OkStatus();
  Violations violations;
  const bool bounded = !request.from_date().empty() && !request.to_date().empty();
  if (!bounded || documents::AddDays(request.from_date(), kMaxFleetDays) < request.to_date()) {
    violations.Add("user_id", "is required where from_date and to_date are not 31 days apart at most");
  }
  return violations.ToStatus();
}

}  // namespace

void WorkoutLists::Bind(rpc::MethodTable& methods) {
  methods.Bind("ListWorkouts", &WorkoutLists::ListWorkouts, this);
  methods.Bind("BatchGetWorkouts", &WorkoutLists::BatchGetWorkouts, this);
  methods.Bind("ExportWorkouts", &WorkoutLists::ExportWorkouts, this);
}

Task<absl::Status> WorkoutLists::ListWorkouts(rpc::Call& call, const v1::ListWorkoutsRequest& request,
                                              rpc::Reply<v1::ListWorkoutsResponse>& reply) {
  LIFTMARK_CO_RETURN_IF_ERROR(CheckList(request));
  const absl::StatusOr<rpc::Page> page = rpc::Page::Of(tokens_, call, request);
  if (!page.ok()) co_return page.status();
  const std::optional<std::string> user_id = rpc::NonEmpty(request.user_id());
  const std::optional<std::string> view_holds = rpc::NonEmpty(request.structured_contains());
  std::optional<std::string> key;
  if (!request.exercise().empty()) key = views::ExerciseKey(request.exercise());
  const bool needs_views = key.has_value() || view_holds.has_value();
  if (needs_views && user_id.has_value())
    LIFTMARK_CO_RETURN_IF_ERROR(co_await store_.FillStale(*user_id, call.deadline()));

  // The cursor is date and user of the last one.
  std::string last = DateOr(request.to_date(), kLastDate);
  std::optional<std::string> below_user;
  if (!page->cursor().empty()) {
    last = page->cursor().substr(0, kFirstDate.size());
    below_user = page->cursor().substr(kFirstDate.size());
  }
  const Wanted wanted = WantedFor(request.view());
  const pg::Params params(user_id, view_holds, views::kWorkoutBuilderVersion, wanted.markdown, wanted.view,
                          wanted.sms, DateOr(request.from_date(), kFirstDate), last, below_user,
                          rpc::NonEmpty(request.training_plan_id()),
                          request.has_completed() ? std::optional(request.completed()) : std::nullopt, key,
                          needs_views, page->size() + 1, WorkoutStore::kPageBytes, kMaxStaleCounted);
  const pg::Statement& statement = view_holds.has_value() ? kListWorkoutsByView : kListWorkouts;
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kScan, {statement, params}, call.deadline());
  if (!found.ok()) co_return found.status();

  reply->set_stale_documents((*found)[0].Get<std::int64_t>(kUserColumn + 2));
  if ((*found)[0].field(0).null) co_return absl::OkStatus();
  int rows = 0;
  for (rpc::ReplyRoom room; rows < std::min(found->rows(), page->size()); ++rows) {
    const auto owner = (*found)[rows].Get<std::string>(kUserColumn);
    const std::string workout =
        WorkoutBytes(owner, store_.Parse(owner, *found, rows, wanted), request.view());
    if (!room.Take(workout.size())) break;
    reply.AppendBytes(v1::ListWorkoutsResponse::kWorkoutsFieldNumber, workout);
  }
  const pg::Row end = (*found)[rows - 1];
  if (end.Get<std::int64_t>(kUserColumn + 1) > rows) {
    reply->set_next_page_token(
        page->TokenOfNext(end.Get<std::string>(1) + end.Get<std::string>(kUserColumn)));
  }
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutLists::BatchGetWorkouts(rpc::Call& call, const v1::BatchGetWorkoutsRequest& request,
                                                  rpc::Reply<v1::BatchGetWorkoutsResponse>& reply) {
  std::vector<std::string> users, ids, dates;
  for (const v1::WorkoutKey& key : request.keys()) {
    users.push_back(key.user_id());
    ids.push_back(key.id());
    dates.push_back(key.workout_date());
  }
  const Wanted wanted = WantedFor(request.view());
  const pg::Params params(users, ids, views::kWorkoutBuilderVersion, wanted.markdown, wanted.view, wanted.sms,
                          dates, WorkoutStore::kPageBytes);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kFindWorkouts, params}, call.deadline());
  if (!found.ok()) co_return found.status();

  int row = 0;
  bool full = false;
  rpc::ReplyRoom room;
  for (int place = 0; place < request.keys_size(); ++place) {
    v1::WorkoutResult result;
    std::string workout;
    const bool is_cut = row > 0 && row == found->rows();
    full = full || (is_cut && (*found)[0].Get<std::int64_t>(kUserColumn + 2) > row);
    if (!full && row < found->rows() && (*found)[row].Get<std::int64_t>(kUserColumn + 1) == place + 1) {
      const std::string& owner = users[static_cast<std::size_t>(place)];
      workout = WorkoutBytes(owner, store_.Parse(owner, *found, row++, wanted), request.view());
      full = !room.Take(workout.size());
    } else if (!full) {
      result.set_code(static_cast<int>(absl::StatusCode::kNotFound));
    }
    if (full) result.set_code(static_cast<int>(absl::StatusCode::kResourceExhausted));
    std::string result_bytes = result.SerializeAsString();
    if (result.code() == 0)
      rpc::AppendLengthDelimited(result_bytes, v1::WorkoutResult::kWorkoutFieldNumber, workout);
    reply.AppendBytes(v1::BatchGetWorkoutsResponse::kResultsFieldNumber, result_bytes);
  }
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutLists::ExportWorkouts(rpc::Call& call, const v1::ExportWorkoutsRequest& request,
                                                rpc::Writer<v1::ExportWorkoutsResponse>& writer) {
  v1::ExportWorkoutsRequest filter = request;
  filter.clear_resume_token();
  const std::string scope = filter.SerializeAsString();
  std::string after = std::string(kFirstUser) + std::string(kFirstDate);
  if (!request.resume_token().empty()) {
    absl::StatusOr<std::string> cursor = tokens_.Open(call.method(), scope, request.resume_token());
    if (!cursor.ok()) {
      Violations violations;
      violations.Add("resume_token", "is not a token of this export");
      co_return violations.ToStatus();
    }
    after = *std::move(cursor);
  }

  const v1::WorkoutView view =
      request.format() == v1::EXPORT_FORMAT_JSON ? v1::WORKOUT_VIEW_JSON : v1::WORKOUT_VIEW_MARKDOWN;
  const Wanted wanted = WantedFor(view);
  while (true) {
    const pg::Params params(rpc::NonEmpty(request.user_id()), after.substr(0, kUuidBytes),
                            views::kWorkoutBuilderVersion, wanted.markdown, wanted.view, wanted.sms,
                            after.substr(kUuidBytes), DateOr(request.from_date(), kFirstDate),
                            DateOr(request.to_date(), kLastDate), kExportRows, WorkoutStore::kPageBytes);
    const absl::StatusOr<pg::Result> found =
        co_await pool_.Execute(pg::Lane::kScan, {kExportWorkouts, params}, call.deadline());
    if (!found.ok()) co_return found.status();
    if (found->rows() == 0) co_return absl::OkStatus();

    for (int row = 0; row < found->rows();) {
      rpc::Reply<v1::ExportWorkoutsResponse> message;
      for (rpc::ReplyRoom room; row < found->rows(); ++row) {
        const auto owner = (*found)[row].Get<std::string>(kUserColumn);
        const StoredWorkout stored = store_.Parse(owner, *found, row, wanted);
        const std::string workout = WorkoutBytes(owner, stored, view);
        if (!room.Take(workout.size())) break;
        message.AppendBytes(v1::ExportWorkoutsResponse::kWorkoutsFieldNumber, workout);
        after = owner + stored.workout_date;
      }
      message->set_resume_token(tokens_.Seal(call.method(), scope, after));
      LIFTMARK_CO_RETURN_IF_ERROR(co_await writer.Write(message));
    }
  }
}

}  // namespace liftmark::workouts
