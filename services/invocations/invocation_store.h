// Reads logged calls.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "liftmark/invocations/v1/invocation.pb.h"
#include "services/invocations/session_tree.h"
#include "services/invocations/time_range.h"

namespace liftmark::invocations {

struct CallFilter {
  std::optional<std::string> agent_id;
  std::optional<std::string> user_id;
  std::optional<std::string> session_id;
  std::optional<std::string> status;
  TimeRange logged;
};

// Where a list goes on: behind this call.
struct CallPlace {
  absl::Time created_at = absl::InfiniteFuture();
  std::string id = "ffffffff-ffff-ffff-ffff-ffffffffffff";
};

struct SessionCalls {
  std::vector<SessionNode> nodes;  // the first ones, by the time of their start
  Totals others;                   // over the rest
};

class InvocationStore {
 public:
  // What a tree is built of at most.
  static constexpr int kMaxTreeCalls = 20'000;

  explicit InvocationStore(pg::Pool& pool) : pool_(pool) {}

  // Errors: NOT_FOUND, reason INVOCATION_NOT_FOUND; those of the database.
  Task<absl::StatusOr<liftmark::invocations::v1::Invocation>> Find(std::string id, bool payloads,
                                                                   async::Deadline deadline);

  // Newest first, at most `limit`, with the beginnings of error messages.
  Task<absl::StatusOr<std::vector<liftmark::invocations::v1::Invocation>>> List(CallFilter filter,
                                                                                CallPlace behind, int limit,
                                                                                async::Deadline deadline);

  // Those of `ids` that are there, in no order, with the beginnings of error messages.
  Task<absl::StatusOr<std::vector<liftmark::invocations::v1::Invocation>>> FindAll(
      std::vector<std::string> ids, async::Deadline deadline);

  // A session that nobody has logged a call of has none.
  Task<absl::StatusOr<SessionCalls>> ReadSession(std::string session_id, async::Deadline deadline);

 private:
  pg::Pool& pool_;
};

}  // namespace liftmark::invocations
