// Sums over logged calls, exact: PostgreSQL adds NUMERIC, and what it answers is never a binary fraction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "services/invocations/time_range.h"

namespace liftmark::invocations {

// Which calls; a filter that is not set lets all pass.
struct ReportScope {
  TimeRange logged;
  std::optional<std::string> agent_id;
  std::optional<std::string> user_id;
  std::optional<std::string> model;
};

// Belongs to the shard of `pool`.
class ReportStore {
 public:
  explicit ReportStore(pg::Pool& pool) : pool_(pool) {}

  // At most `limit` rows, the most expensive first. `groups` are different from each other.
  Task<absl::StatusOr<liftmark::invocations::v1::GetUsageResponse>> Usage(
      ReportScope scope, std::vector<liftmark::invocations::v1::UsageGroup> groups, int limit,
      async::Deadline deadline);

  // By agent and model, the busiest first, at most 1,000. The scope's user is not looked at.
  Task<absl::StatusOr<liftmark::invocations::v1::GetLatencyResponse>> Latency(ReportScope scope,
                                                                              async::Deadline deadline);

  // The scope's user and model are not looked at.
  Task<absl::StatusOr<liftmark::invocations::v1::GetFailuresResponse>> Failures(ReportScope scope,
                                                                                async::Deadline deadline);

 private:
  pg::Pool& pool_;
};

}  // namespace liftmark::invocations
