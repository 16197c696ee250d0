// Example plans for agents, with their use counted (D32).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/pg/pool.h"

namespace liftmark::plans {

struct PlanExample {
  std::string id;
  std::string plan_type;
  std::optional<std::string> experience_level;
  std::optional<std::string> primary_goal;
  int duration_weeks = 0;
  std::string markdown;
  bool is_active = true;
  int usage_count = 0;
};

struct PlanExampleFilter {
  std::optional<std::string> plan_type;
  std::optional<std::string> experience_level;
  std::optional<std::string> primary_goal;
  int limit = 5;
  bool rotate = false;                    // the least used first; else the most used
  bool include_retired = false;           // nothing is counted then
  std::optional<std::string> request_id;  // counts once
};

// What is not set stays as it is; an empty level or goal is taken away.
struct PlanExampleChange {
  std::optional<std::string> plan_type;
  std::optional<std::string> experience_level;
  std::optional<std::string> primary_goal;
  std::optional<int> duration_weeks;
  std::optional<std::string> markdown;
};

// Belongs to one shard; outlives its calls.
class PlanExamples {
 public:
  explicit PlanExamples(pg::Pool& pool) : pool_(pool) {}

  Task<absl::StatusOr<std::vector<PlanExample>>> List(PlanExampleFilter filter, async::Deadline deadline);

  // The same example again is answered as the first time. Errors: ALREADY_EXISTS where the id is taken.
  Task<absl::StatusOr<PlanExample>> Create(PlanExample example, async::Deadline deadline);

  // Errors: NOT_FOUND.
  Task<absl::StatusOr<PlanExample>> Update(std::string id, PlanExampleChange change,
                                           async::Deadline deadline);
  Task<absl::Status> Retire(std::string id, async::Deadline deadline);

 private:
  pg::Pool& pool_;
};

}  // namespace liftmark::plans
