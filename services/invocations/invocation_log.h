// Writes calls (D25 to D30): many at once, each acknowledged after its commit, each once whatever is sent
// again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "services/invocations/call_row.h"
#include "services/invocations/group_commit.h"

namespace liftmark::invocations {

// What a written call cost: US dollars, nothing where no price is known.
using Cost = std::optional<std::string>;

// Belongs to one shard; outlives its calls.
class InvocationLog {
 public:
  InvocationLog(pg::Pool& pool, async::Shard& shard, GroupCommitOptions options = {});

  // Answers each row, in order. A call that is there already with the same content is answered as the first
  // time; one that had begun with the same content is finished. What rows refer to outlives the call.
  // Errors of a row:
  //   ALREADY_EXISTS       INVOCATION_EXISTS   the id has other content
  //   FAILED_PRECONDITION  PARENT_CYCLE        the parent is a descendant of the call
  //   NOT_FOUND            USER_NOT_FOUND
  //   ABORTED              PARENT_DELETED      just now: the same call again succeeds
  // and those of the database.
  Task<std::vector<absl::StatusOr<Cost>>> Log(std::vector<CallRow> rows);

  // Errors: NOT_FOUND, reason INVOCATION_NOT_FOUND; ALREADY_EXISTS, reason INVOCATION_FINISHED, where it has
  // another outcome; those of the database.
  Task<absl::StatusOr<Cost>> Finish(OutcomeRow row);

 private:
  GroupCommit<CallRow, absl::StatusOr<Cost>> calls_;
  GroupCommit<OutcomeRow, absl::StatusOr<Cost>> outcomes_;
};

}  // namespace liftmark::invocations
