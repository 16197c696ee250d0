// Old workouts go to the archive (D24), where they are found and only read.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/writer.h"
#include "liftmark/workouts/v1/workout_service.pb.h"

namespace liftmark::workouts {

// Belongs to one shard; outlives its calls.
class WorkoutArchive {
 public:
  WorkoutArchive(pg::Pool& pool, std::function<absl::Time()> clock) : pool_(pool), clock_(std::move(clock)) {}

  void Bind(rpc::MethodTable& methods);

  // By date, one batch a transaction. Views and revisions go along. A workout that somebody changes at this
  // moment is passed over.
  Task<absl::Status> ArchiveWorkouts(rpc::Call& call, const v1::ArchiveWorkoutsRequest& request,
                                     rpc::Writer<v1::ArchiveWorkoutsResponse>& writer);

 private:
  Task<absl::Status> CountOnly(rpc::Call& call, const v1::ArchiveWorkoutsRequest& request,
                               rpc::Writer<v1::ArchiveWorkoutsResponse>& writer);

  pg::Pool& pool_;
  std::function<absl::Time()> clock_;
};

}  // namespace liftmark::workouts
