// Changes of workouts that know more than their text: which day is today, which date a title names.
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/document_rpcs/document_rpcs.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/reply.h"
#include "liftmark/workouts/v1/workout_changes.pb.h"
#include "services/workouts/user_days.h"
#include "services/workouts/workout_kind.h"
#include "services/workouts/workout_store.h"

namespace liftmark::workouts {

// Belongs to one shard; outlives its calls.
class WorkoutChanges {
 public:
  using Documents = document_rpcs::DocumentRpcs<WorkoutKind>;

  WorkoutChanges(pg::Pool& pool, WorkoutStore& store, Documents& documents, UserDays& days)
      : pool_(pool), store_(store), documents_(documents), days_(days) {}

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> UpdateTodaysWorkout(rpc::Call& call, const v1::UpdateTodaysWorkoutRequest& request,
                                         rpc::Reply<v1::UpdateTodaysWorkoutResponse>& reply);
  Task<absl::Status> SubstituteExercise(rpc::Call& call, const v1::SubstituteExerciseRequest& request,
                                        rpc::Reply<v1::SubstituteExerciseResponse>& reply);
  // A completed workout stays where it was done (FAILED_PRECONDITION, COMPLETED), unless the request says
  // that it was logged under a wrong date.
  Task<absl::Status> MoveWorkout(rpc::Call& call, const v1::MoveWorkoutRequest& request,
                                 rpc::Reply<v1::MoveWorkoutResponse>& reply);
  Task<absl::Status> DeleteFutureWorkouts(rpc::Call& call, const v1::DeleteFutureWorkoutsRequest& request,
                                          rpc::Reply<v1::DeleteFutureWorkoutsResponse>& reply);

 private:
  pg::Pool& pool_;
  WorkoutStore& store_;
  Documents& documents_;
  UserDays& days_;
};

}  // namespace liftmark::workouts
