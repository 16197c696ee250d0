// Example workouts for agents, with their use counted (D32).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/documents/examples.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/reply.h"
#include "liftmark/workouts/v1/workout_service.pb.h"
#include "services/workouts/dossier_profiles.h"

namespace liftmark::workouts {

struct WorkoutExampleFilter : documents::ExampleReading {
  std::optional<std::string> workout_type;
  std::optional<std::string> experience_level;
  std::optional<std::vector<std::string>> equipment;  // what may be required, in the words of the examples
};

// What is not set stays as it is; an empty level is taken away.
struct WorkoutExampleChange {
  std::optional<std::string> workout_type;
  std::optional<std::string> experience_level;
  std::optional<std::vector<std::string>> equipment_required;
  std::optional<std::string> markdown;
};

struct WorkoutExampleKind {
  struct Example {
    std::string id;
    std::string workout_type;
    std::optional<std::string> experience_level;
    std::vector<std::string> equipment_required;
    std::string markdown;
    bool is_active = true;
    int usage_count = 0;
  };
  using Filter = WorkoutExampleFilter;
  using Change = WorkoutExampleChange;

  static pg::Query List(const Filter& filter);
  static pg::Query Create(const Example& example);
  static pg::Query Find(const std::string& id);
  static pg::Query Update(const std::string& id, const Change& change);
  static pg::Query Retire(const std::string& id);
  static Example Parse(const pg::Row& row);
  static bool SameContent(const Example& a, const Example& b);
};

// Belongs to one shard; outlives its calls.
class WorkoutExamples {
 public:
  // Without `dossiers`, nobody is known to have any equipment.
  WorkoutExamples(pg::Pool& pool, DossierProfiles* dossiers)
      : pool_(pool), examples_(pool), dossiers_(dossiers) {}

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> ListWorkoutExamples(rpc::Call& call, const v1::ListWorkoutExamplesRequest& request,
                                         rpc::Reply<v1::ListWorkoutExamplesResponse>& reply);
  Task<absl::Status> CreateWorkoutExample(rpc::Call& call, const v1::CreateWorkoutExampleRequest& request,
                                          rpc::Reply<v1::CreateWorkoutExampleResponse>& reply);
  Task<absl::Status> UpdateWorkoutExample(rpc::Call& call, const v1::UpdateWorkoutExampleRequest& request,
                                          rpc::Reply<v1::UpdateWorkoutExampleResponse>& reply);
  Task<absl::Status> RetireWorkoutExample(rpc::Call& call, const v1::RetireWorkoutExampleRequest& request,
                                          rpc::Reply<v1::RetireWorkoutExampleResponse>& reply);

 private:
  // Of everything that examples require, what this user has. Errors: those of DossierProfiles.
  Task<absl::StatusOr<std::vector<std::string>>> EquipmentOf(std::string user_id, async::Deadline deadline);

  pg::Pool& pool_;
  documents::Examples<WorkoutExampleKind> examples_;
  DossierProfiles* dossiers_;
};

}  // namespace liftmark::workouts
