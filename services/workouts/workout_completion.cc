#include "services/workouts/workout_completion.h"

#include <utility>

#include "common/documents/answers.h"
#include "common/rpc/timestamp.h"

namespace liftmark::workouts {
namespace {

constexpr pg::Statement kCompleteWorkout{"complete_workout", R"sql(
  WITH before AS (
    SELECT user_id, id, completed_at FROM workouts
    WHERE user_id = $1 AND id = $2
      AND NOT EXISTS (SELECT FROM requests q WHERE q.user_id = $1 AND q.request_id = $5)
    FOR UPDATE
  ), done AS (
    UPDATE workouts w SET
      completed_at = coalesce(w.completed_at, $3),
      completion_notes = CASE WHEN $4::text IS NULL THEN w.completion_notes
                              ELSE concat_ws(E'\n', w.completion_notes, $4) END
    FROM before b WHERE w.user_id = b.user_id AND w.id = b.id
    RETURNING w.user_id, w.revision, w.created_at, w.completed_at, b.completed_at IS NULL AS changed
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $5::uuid, $6::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "changed",
                                                               "false") R"sql(
    FROM done WHERE $5 IS NOT NULL
  )
  SELECT completed_at, changed FROM done
)sql"};

constexpr pg::Statement kReadCompletion{"read_completion", R"sql(
  SELECT completed_at FROM workouts WHERE user_id = $1 AND id = $2
  UNION ALL
  SELECT completed_at FROM workouts_archive WHERE user_id = $1 AND id = $2
)sql"};

constexpr pg::Statement kReopenWorkout{"reopen_workout", R"sql(
  UPDATE workouts SET completed_at = NULL WHERE user_id = $1 AND id = $2 AND completed_at IS NOT NULL RETURNING id
)sql"};

absl::Time TimeOf(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

}  // namespace

void WorkoutCompletion::Bind(rpc::MethodTable& methods) {
  methods.Bind("CompleteWorkout", &WorkoutCompletion::CompleteWorkout, this);
  methods.Bind("ReopenWorkout", &WorkoutCompletion::ReopenWorkout, this);
}

Task<absl::Status> WorkoutCompletion::CompleteWorkout(rpc::Call& call,
                                                      const v1::CompleteWorkoutRequest& request,
                                                      rpc::Reply<v1::CompleteWorkoutResponse>& reply) {
  const WorkoutKind::Key key{request.user_id(), request.id()};
  const documents::RequestKey asked = documents::MakeRequestKey(call.method(), request, request.request_id());
  const absl::Time completed_at = request.has_completed_at() ? TimeOf(request.completed_at()) : clock_();
  std::optional<std::string> notes;
  if (!request.notes().empty()) notes = request.notes();

  const pg::Params params(key.user_id, key.id, completed_at, notes, asked.id, pg::Bytes(asked.digest));
  const absl::StatusOr<pg::Result> done =
      co_await pool_.Execute(pg::Lane::kWrite, {kCompleteWorkout, params}, call.deadline());
  if (!done.ok() && !documents::IsAnsweredElsewhere(done.status())) co_return done.status();
  if (done.ok() && done->rows() == 1) {
    *reply.message().mutable_completed_at() = rpc::ToTimestamp((*done)[0].Get<absl::Time>(0));
    reply.message().set_changed((*done)[0].Get<bool>(1));
    co_return absl::OkStatus();
  }

  const absl::StatusOr<std::optional<documents::Answer>> answer =
      co_await documents::FindAnswer(pool_, key.user_id, asked, call.deadline());
  if (!answer.ok()) co_return answer.status();
  if (!answer->has_value()) co_return co_await CheckWritable(key, call.deadline());
  const absl::StatusOr<pg::Result> found = co_await pool_.Execute(
      pg::Lane::kRead, {kReadCompletion, pg::Params(key.user_id, key.id)}, call.deadline());
  if (!found.ok()) co_return found.status();
  if (found->rows() == 0) co_return WorkoutKind::NotFound();
  if (const auto time = (*found)[0].Get<std::optional<absl::Time>>(0)) {
    *reply.message().mutable_completed_at() = rpc::ToTimestamp(*time);
  }
  reply.message().set_changed((*answer)->written.changed);
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutCompletion::ReopenWorkout(rpc::Call& call, const v1::ReopenWorkoutRequest& request,
                                                    rpc::Reply<v1::ReopenWorkoutResponse>& reply) {
  const WorkoutKind::Key key{request.user_id(), request.id()};
  const absl::StatusOr<pg::Result> reopened = co_await pool_.Execute(
      pg::Lane::kWrite, {kReopenWorkout, pg::Params(key.user_id, key.id)}, call.deadline());
  if (!reopened.ok()) co_return reopened.status();
  reply.message().set_changed(reopened->rows() == 1);
  if (reopened->rows() == 1) co_return absl::OkStatus();
  co_return co_await CheckWritable(key, call.deadline());
}

Task<absl::Status> WorkoutCompletion::CheckWritable(WorkoutKind::Key key, async::Deadline deadline) {
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, WorkoutKind::Read(key), deadline);
  if (!found.ok()) co_return found.status();
  if (found->rows() == 0) co_return WorkoutKind::NotFound();
  co_return WorkoutKind::Writable(WorkoutKind::Parse((*found)[0]));
}

}  // namespace liftmark::workouts
