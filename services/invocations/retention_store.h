// Ends and removes what is old.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/pg/pool.h"

namespace liftmark::invocations {

// How many calls it was done to, and whether the time was up before the rest.
struct Progress {
  std::int64_t calls = 0;
  bool more = false;
};

// Belongs to the shard of `pool`. Batches of several callers take turns.
class RetentionStore {
 public:
  explicit RetentionStore(pg::Pool& pool) : pool_(pool) {}

  // Calls that were logged as running more than 24 hours ago (D25).
  Task<absl::StatusOr<Progress>> Abandon(async::Deadline deadline);

  // Removes inputs, outputs and error messages of calls logged before `before`; counts those that had any.
  // A dry run only counts.
  Task<absl::StatusOr<Progress>> ClearPayloads(absl::Time before, bool dry_run, async::Deadline deadline);

  // Removes calls logged before `before`, parents and children alike. A dry run only counts.
  Task<absl::StatusOr<Progress>> Delete(absl::Time before, bool dry_run, async::Deadline deadline);

 private:
  pg::Pool& pool_;
};

}  // namespace liftmark::invocations
