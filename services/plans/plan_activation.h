// Which plan of a user is active, and when it runs (D16, D17). The dossier's pointer moves in the same
// transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/documents/request.h"
#include "common/pg/pool.h"
#include "services/plans/plan_kind.h"

namespace liftmark::plans {

// What follows the insert of a plan in a Batch under kLockActivePlan: makes it the active one, if the insert
// did insert it.
void AppendActivationOfNewPlan(const PlanKind::Key& key, std::vector<pg::Query>& batch);

struct PlanDates {
  std::string start_date;
  std::string end_date;  // the first day after the plan
};

// Belongs to one shard; outlives its calls. Errors of all: NOT_FOUND; those of the database.
class PlanActivation {
 public:
  explicit PlanActivation(pg::Pool& pool) : pool_(pool) {}

  // Answers the plan that was active before; nothing where there was none, or it was this one. The same
  // request again gets the same answer. Errors: ALREADY_EXISTS where the request id belongs to another
  // request.
  Task<absl::StatusOr<std::optional<std::string>>> Activate(PlanKind::Key key, documents::RequestKey request,
                                                            async::Deadline deadline);

  // False where it was not active.
  Task<absl::StatusOr<bool>> Deactivate(PlanKind::Key key, async::Deadline deadline);

  // Moves the end along with the start.
  Task<absl::StatusOr<PlanDates>> Reschedule(PlanKind::Key key, std::string start_date,
                                             async::Deadline deadline);

 private:
  pg::Pool& pool_;
};

}  // namespace liftmark::plans
