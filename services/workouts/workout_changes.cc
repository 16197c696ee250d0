#include "services/workouts/workout_changes.h"

#include <string>
#include <utility>
#include <vector>

#include "common/documents/answers.h"
#include "common/status/status.h"
#include "common/views/date_rewrite.h"
#include "common/views/substitution.h"
#include "services/workouts/date_lock.h"
#include "services/workouts/workout_update.h"

namespace liftmark::workouts {
namespace {

constexpr pg::Statement kDeleteWorkoutsAfter{"delete_workouts_after", R"sql(
  WITH doomed AS (
    SELECT user_id, id FROM workouts
    WHERE user_id = $1 AND workout_date > $2 AND ($3::boolean OR completed_at IS NULL)
    ORDER BY workout_date FOR UPDATE
  ), deleted AS (
    DELETE FROM workouts w USING doomed d WHERE w.user_id = d.user_id AND w.id = d.id
    RETURNING w.user_id, w.id, w.workout_date
  ), forgotten AS (
    DELETE FROM workout_revisions r USING deleted d WHERE r.user_id = d.user_id AND r.workout_id = d.id
  )
  SELECT id, workout_date FROM deleted ORDER BY workout_date
)sql"};

constexpr pg::Statement kListWorkoutsAfter{"list_workouts_after", R"sql(
  SELECT id, workout_date FROM workouts
  WHERE user_id = $1 AND workout_date > $2 AND ($3::boolean OR completed_at IS NULL)
  ORDER BY workout_date
)sql"};

constexpr pg::Statement kCountCompletedAfter{"count_completed_after", R"sql(
  SELECT count(*)::int FROM workouts WHERE user_id = $1 AND workout_date > $2 AND completed_at IS NOT NULL
)sql"};

// The workout that a request was answered about: `requests` keeps its version, and its day was `$3` or the
// one before. Workouts that were created together are told apart by what was written.
constexpr pg::Statement kFindWorkoutOfAnswer{"find_workout_of_answer", R"sql(
  SELECT w.id, w.workout_date
  FROM workouts w JOIN workout_revisions r ON r.user_id = w.user_id AND r.workout_id = w.id AND r.revision = $4
  WHERE w.user_id = $1 AND w.created_at = $2 AND w.workout_date BETWEEN $3::date - 1 AND $3::date
  ORDER BY r.markdown = $5 DESC, w.workout_date DESC LIMIT 1
)sql"};

}  // namespace

void WorkoutChanges::Bind(rpc::MethodTable& methods) {
  methods.Bind("UpdateTodaysWorkout", &WorkoutChanges::UpdateTodaysWorkout, this);
  methods.Bind("SubstituteExercise", &WorkoutChanges::SubstituteExercise, this);
  methods.Bind("MoveWorkout", &WorkoutChanges::MoveWorkout, this);
  methods.Bind("DeleteFutureWorkouts", &WorkoutChanges::DeleteFutureWorkouts, this);
}

Task<absl::Status> WorkoutChanges::UpdateTodaysWorkout(rpc::Call& call,
                                                       const v1::UpdateTodaysWorkoutRequest& request,
                                                       rpc::Reply<v1::UpdateTodaysWorkoutResponse>& reply) {
  const absl::StatusOr<WorkoutUpdate> update = WorkoutUpdate::Of(request);
  if (!update.ok()) co_return update.status();
  const absl::StatusOr<documents::Day> today =
      co_await days_.Today(request.user_id(), request.time_zone(), call.deadline());
  if (!today.ok()) co_return today.status();
  const documents::WriteContext context = document_rpcs::ContextOf(call, request);

  // A request that is sent again behind midnight is about the day that it was first sent on.
  const absl::StatusOr<std::optional<documents::Answer>> before =
      co_await documents::FindAnswer(pool_, request.user_id(), context.request, call.deadline());
  if (!before.ok()) co_return before.status();
  std::string id;
  std::string date = today->date;
  if (before->has_value()) {
    const documents::Version& version = (*before)->written.version;
    const absl::StatusOr<pg::Result> found = co_await pool_.Execute(
        pg::Lane::kRead,
        {kFindWorkoutOfAnswer,
         pg::Params(request.user_id(), version.created_at, date, version.revision, request.markdown())},
        call.deadline());
    if (!found.ok()) co_return found.status();
    if (found->rows() > 0) {
      id = (*found)[0].Get<std::string>(0);
      date = (*found)[0].Get<std::string>(1);
    }
  }
  if (id.empty()) {
    const absl::StatusOr<StoredWorkout> workout =
        co_await store_.Find(request.user_id(), WorkoutDate{date}, {}, call.deadline());
    if (absl::IsNotFound(workout.status())) co_return NoWorkoutOn(*today);
    if (!workout.ok()) co_return workout.status();
    id = workout->id;
  }

  reply.message().set_id(id);
  reply.message().set_date(date);
  reply.message().set_time_zone(today->time_zone);
  co_return co_await documents_.Write({request.user_id(), id}, context, *update, reply);
}

Task<absl::Status> WorkoutChanges::SubstituteExercise(rpc::Call& call,
                                                      const v1::SubstituteExerciseRequest& request,
                                                      rpc::Reply<v1::SubstituteExerciseResponse>& reply) {
  const auto precondition = documents::Precondition::IfGiven(request.etag());
  if (!precondition.ok()) co_return precondition.status();
  views::Substitution substitution{
      .exercise = request.exercise(), .replacement = request.replacement(), .target = request.target()};
  if (request.has_order()) substitution.order = request.order();
  const auto edit = [&](std::string_view markdown) {
    return views::SubstituteExercise(markdown, substitution);
  };
  co_return co_await documents_.Rewrite(call, request, *precondition, edit, reply);
}

Task<absl::Status> WorkoutChanges::MoveWorkout(rpc::Call& call, const v1::MoveWorkoutRequest& request,
                                               rpc::Reply<v1::MoveWorkoutResponse>& reply) {
  const auto precondition = documents::Precondition::IfGiven(request.etag());
  if (!precondition.ok()) co_return precondition.status();
  const absl::StatusOr<StoredWorkout> there =
      co_await store_.Find(request.user_id(), WorkoutDate{request.workout_date()}, {}, call.deadline());
  if (!there.ok() && !absl::IsNotFound(there.status())) co_return there.status();
  absl::Status taken;
  if (there.ok() && there->id != request.id()) {
    const Metadata where = {{"id", there->id}, {"workout_date", there->workout_date}};
    taken = there->archived_at.has_value() ? WorkoutKind::DateArchived(where) : WorkoutKind::DateTaken(where);
  }

  const views::Date to = *views::ParseIsoDate(request.workout_date());
  const auto next = [&](const WorkoutKind::Current& current) -> absl::StatusOr<WorkoutKind::Change> {
    LIFTMARK_RETURN_IF_ERROR(precondition->Check(current.version));
    if (current.workout_date == request.workout_date()) return WorkoutKind::Change{};
    if (current.completed && !request.move_completed()) {
      return Error(absl::StatusCode::kFailedPrecondition, "COMPLETED",
                   "the workout has been completed on its date; move_completed moves it all the same");
    }
    LIFTMARK_RETURN_IF_ERROR(taken);
    WorkoutKind::Change change;
    change.workout_date = request.workout_date();
    std::string moved = views::MoveDates(current.markdown, to);
    if (moved != current.markdown) change.markdown = std::move(moved);
    return change;
  };
  co_return co_await documents_.Write(call, request, next, reply);
}

Task<absl::Status> WorkoutChanges::DeleteFutureWorkouts(rpc::Call& call,
                                                        const v1::DeleteFutureWorkoutsRequest& request,
                                                        rpc::Reply<v1::DeleteFutureWorkoutsResponse>& reply) {
  std::string after = request.after_date();
  if (after.empty()) {
    const absl::StatusOr<documents::Day> today =
        co_await days_.Today(request.user_id(), request.time_zone(), call.deadline());
    if (!today.ok()) co_return today.status();
    after = today->date;
  }
  const pg::Params params(request.user_id(), after, request.include_completed());
  const pg::Params counted(request.user_id(), after);
  std::vector<pg::Query> queries;
  queries.push_back({kLockDates, pg::Params(request.user_id())});
  queries.push_back({request.dry_run() ? kListWorkoutsAfter : kDeleteWorkoutsAfter, params});
  queries.push_back({kCountCompletedAfter, counted});
  const auto results = co_await pool_.Batch(std::move(queries), call.deadline());
  if (!results.ok()) co_return results.status();

  const pg::Result& gone = (*results)[1];
  for (int i = 0; i < gone.rows(); ++i) {
    v1::DeletedWorkout& workout = *reply.message().add_workouts();
    workout.set_id(gone[i].Get<std::string>(0));
    workout.set_workout_date(gone[i].Get<std::string>(1));
  }
  if (!request.include_completed()) {
    reply.message().set_kept_completed((*results)[2][0].Get<std::int32_t>(0));
  }
  reply.message().set_after_date(after);
  co_return absl::OkStatus();
}

}  // namespace liftmark::workouts
