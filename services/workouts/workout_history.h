// What a user did: one exercise over time, and workouts by what is in them. The archive is part of both.
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/rpc/reply.h"
#include "liftmark/workouts/v1/workout_service.pb.h"
#include "services/workouts/workout_store.h"

namespace liftmark::workouts {

// Belongs to one shard; outlives its calls.
class WorkoutHistory {
 public:
  WorkoutHistory(pg::Pool& pool, WorkoutStore& store, const rpc::PageTokens& page_tokens)
      : pool_(pool), store_(store), page_tokens_(page_tokens) {}

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> GetExerciseProgress(rpc::Call& call, const v1::GetExerciseProgressRequest& request,
                                         rpc::Reply<v1::GetExerciseProgressResponse>& reply);
  Task<absl::Status> SearchWorkouts(rpc::Call& call, const v1::SearchWorkoutsRequest& request,
                                    rpc::Reply<v1::SearchWorkoutsResponse>& reply);

 private:
  pg::Pool& pool_;
  WorkoutStore& store_;
  const rpc::PageTokens& page_tokens_;
};

}  // namespace liftmark::workouts
