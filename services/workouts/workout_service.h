// The RPCs of liftmark.workouts.v1.WorkoutService.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/document_rpcs/cache_rpcs.h"
#include "common/document_rpcs/document_rpcs.h"
#include "common/documents/day.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/rpc/reply.h"
#include "liftmark/workouts/v1/workout_service.pb.h"
#include "services/workouts/dossier_profiles.h"
#include "services/workouts/sms_delivery.h"
#include "services/workouts/time_zones.h"
#include "services/workouts/user_days.h"
#include "services/workouts/workout_archive.h"
#include "services/workouts/workout_batch.h"
#include "services/workouts/workout_caches.h"
#include "services/workouts/workout_changes.h"
#include "services/workouts/workout_completion.h"
#include "services/workouts/workout_examples.h"
#include "services/workouts/workout_history.h"
#include "services/workouts/workout_kind.h"
#include "services/workouts/workout_lists.h"
#include "services/workouts/workout_store.h"

namespace liftmark::workouts {

namespace pb = liftmark::workouts::v1;

// Every handler runs on the shard of `pool`. The service outlives its calls. Without `time_zones`, a user's
// day is the one of UTC where a request names no zone; without `dossiers`, nobody has equipment for examples.
class WorkoutService {
 public:
  using Clock = std::function<absl::Time()>;

  WorkoutService(pg::Pool& pool, async::Shard& shard, const rpc::PageTokens& page_tokens,
                 Clock clock = &absl::Now, TimeZones* time_zones = nullptr,
                 DossierProfiles* dossiers = nullptr);

  void Bind(rpc::MethodTable& methods);

  // Writes.
  Task<absl::Status> CreateWorkout(rpc::Call& call, const pb::CreateWorkoutRequest& request,
                                   rpc::Reply<pb::CreateWorkoutResponse>& reply);
  Task<absl::Status> UpdateWorkout(rpc::Call& call, const pb::UpdateWorkoutRequest& request,
                                   rpc::Reply<pb::UpdateWorkoutResponse>& reply);

  // Reads.
  Task<absl::Status> GetWorkout(rpc::Call& call, const pb::GetWorkoutRequest& request,
                                rpc::Reply<pb::GetWorkoutResponse>& reply);
  Task<absl::Status> GetTodaysWorkout(rpc::Call& call, const pb::GetTodaysWorkoutRequest& request,
                                      rpc::Reply<pb::GetTodaysWorkoutResponse>& reply);
  Task<absl::Status> GetStructuredWorkout(rpc::Call& call, const pb::GetStructuredWorkoutRequest& request,
                                          rpc::Reply<pb::GetStructuredWorkoutResponse>& reply);
  Task<absl::Status> GetSms(rpc::Call& call, const pb::GetSmsRequest& request,
                            rpc::Reply<pb::GetSmsResponse>& reply);
  Task<absl::Status> ListRecentWorkouts(rpc::Call& call, const pb::ListRecentWorkoutsRequest& request,
                                        rpc::Reply<pb::ListRecentWorkoutsResponse>& reply);

  // Dry runs.
  Task<absl::Status> ValidateWorkout(rpc::Call& call, const pb::ValidateWorkoutRequest& request,
                                     rpc::Reply<pb::ValidateWorkoutResponse>& reply);
  Task<absl::Status> PreviewWorkout(rpc::Call& call, const pb::PreviewWorkoutRequest& request,
                                    rpc::Reply<pb::PreviewWorkoutResponse>& reply);

 private:
  WorkoutStore store_;
  document_rpcs::DocumentRpcs<WorkoutKind> documents_;
  document_rpcs::CacheRpcs<WorkoutCaches> caches_;
  WorkoutCompletion completion_;
  WorkoutBatch batch_;
  UserDays days_;
  WorkoutChanges changes_;
  WorkoutHistory history_;
  SmsDelivery delivery_;
  WorkoutArchive archive_;
  WorkoutLists lists_;
  WorkoutExamples examples_;
  const rpc::PageTokens& page_tokens_;
};

}  // namespace liftmark::workouts
