// A week of a user in one transaction: BatchUpsertWorkouts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/documents/document.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/reply.h"
#include "common/rpc/validation.h"
#include "liftmark/workouts/v1/workout_batch.pb.h"
#include "services/workouts/workout_kind.h"

namespace liftmark::workouts {

// Belongs to one shard; outlives its calls.
//
// The days that are there are read and compared with the request; what follows is stored in one transaction
// that fails as a whole where a day is no longer as it was read, and then everything is done again.
//
// Everything that is wrong is answered at once, each with its field: INVALID_ARGUMENT where the request can
// be mended (DOCUMENT_REFUSED where only documents can), else NOT_FOUND (PLAN_NOT_FOUND), ALREADY_EXISTS
// (ARCHIVED), FAILED_PRECONDITION (COMPLETED), ABORTED (ETAG_MISMATCH).
class WorkoutBatch {
 public:
  WorkoutBatch(pg::Pool& pool, async::Shard& shard);

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> BatchUpsertWorkouts(rpc::Call& call, const v1::BatchUpsertWorkoutsRequest& request,
                                         rpc::Reply<v1::BatchUpsertWorkoutsResponse>& reply);

 private:
  // A day of the request, built.
  struct Day {
    const v1::WorkoutUpsert* asked = nullptr;
    std::string field;  // "workouts[3]"
    WorkoutKind::Views views;
    views::Diagnostics diagnostics;
    documents::Precondition precondition;
    bool dated = false;                  // has a date, and is the first that has it
    std::optional<std::string> plan_id;  // where one is given
  };
  struct Faults;
  struct Stored;
  struct Step;

  static Faults Examine(const v1::BatchUpsertWorkoutsRequest& request, const rpc::RequestRules& rules,
                        std::vector<Day>& days);
  static std::vector<Step> Compare(const std::vector<Day>& days,
                                   const std::vector<std::optional<Stored>>& stored, bool overwrite_completed,
                                   Faults& faults);
  static std::vector<pg::Query> Transaction(const std::string& user_id, const std::vector<Day>& days,
                                            const std::vector<std::optional<Stored>>& stored,
                                            const std::vector<Step>& steps,
                                            const documents::WriteContext& context);
  Task<absl::StatusOr<std::vector<std::optional<Stored>>>> Read(std::string user_id,
                                                                const std::vector<Day>& days,
                                                                async::Deadline deadline);
  // Those of the plans that days name which the user has.
  Task<absl::StatusOr<absl::flat_hash_set<std::string>>> FindPlans(std::string user_id,
                                                                   const std::vector<Day>& days,
                                                                   async::Deadline deadline);
  static absl::Status Answer(const std::vector<Day>& days, std::string_view answer,
                             v1::BatchUpsertWorkoutsResponse& response);

  pg::Pool& pool_;
  async::Shard& shard_;
  rpc::RequestRules rules_;
};

}  // namespace liftmark::workouts
