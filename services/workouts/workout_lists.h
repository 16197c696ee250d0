// Many workouts at once: by conditions, by their keys, and all of them. The archive is part of each.
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/rpc/reply.h"
#include "common/rpc/writer.h"
#include "liftmark/workouts/v1/workout_service.pb.h"
#include "services/workouts/workout_store.h"

namespace liftmark::workouts {

// Belongs to one shard; outlives its calls.
class WorkoutLists {
 public:
  WorkoutLists(pg::Pool& pool, WorkoutStore& store, const rpc::PageTokens& tokens)
      : pool_(pool), store_(store), tokens_(tokens) {}

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> ListWorkouts(rpc::Call& call, const v1::ListWorkoutsRequest& request,
                                  rpc::Reply<v1::ListWorkoutsResponse>& reply);
  Task<absl::Status> BatchGetWorkouts(rpc::Call& call, const v1::BatchGetWorkoutsRequest& request,
                                      rpc::Reply<v1::BatchGetWorkoutsResponse>& reply);
  // One page at a time: a slow caller slows the reading down, and memory holds one page.
  Task<absl::Status> ExportWorkouts(rpc::Call& call, const v1::ExportWorkoutsRequest& request,
                                    rpc::Writer<v1::ExportWorkoutsResponse>& writer);

 private:
  pg::Pool& pool_;
  WorkoutStore& store_;
  const rpc::PageTokens& tokens_;
};

}  // namespace liftmark::workouts
