// Marking workouts as done (D23).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/documents/request.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/reply.h"
#include "liftmark/workouts/v1/workout_service.pb.h"
#include "services/workouts/workout_kind.h"

namespace liftmark::workouts {

// Belongs to one shard; outlives its calls.
class WorkoutCompletion {
 public:
  WorkoutCompletion(pg::Pool& pool, std::function<absl::Time()> clock)
      : pool_(pool), clock_(std::move(clock)) {}

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> CompleteWorkout(rpc::Call& call, const v1::CompleteWorkoutRequest& request,
                                     rpc::Reply<v1::CompleteWorkoutResponse>& reply);
  Task<absl::Status> ReopenWorkout(rpc::Call& call, const v1::ReopenWorkoutRequest& request,
                                   rpc::Reply<v1::ReopenWorkoutResponse>& reply);

 private:
  // The workout as it is, where it can be written. Errors: NOT_FOUND, FAILED_PRECONDITION.
  Task<absl::Status> CheckWritable(WorkoutKind::Key key, async::Deadline deadline);

  pg::Pool& pool_;
  std::function<absl::Time()> clock_;
};

}  // namespace liftmark::workouts
