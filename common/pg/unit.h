// What is sent together and answered once. Internal to common/pg.
#pragma once

#include <asio/use_awaitable.hpp>
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/pg/result.h"
#include "common/pg/statement.h"

namespace liftmark::pg {

using Answer = absl::StatusOr<std::vector<Result>>;

// Resumes the coroutine that waits for the answer.
using AnswerHandler = asio::async_result<asio::use_awaitable_t<async::Executor>, void(Answer)>::handler_type;

struct Unit;
using UnitPtr = std::shared_ptr<Unit>;

// One query, or on the write lane all queries of one transaction.
struct Unit {
  enum class Stage { kQueued, kSent, kAnswered };

  Stage stage = Stage::kQueued;
  std::vector<Query> queries;
  std::size_t bytes = 0;
  async::Clock::time_point queued_at;
  std::optional<AnswerHandler> handler;  // set until it is answered

  // Where the dispatcher keeps it.
  std::list<UnitPtr>::iterator place_in_queue;
  std::multimap<async::Deadline, UnitPtr>::iterator place_by_deadline;

  bool alone = false;   // it was aborted once, and shares its Sync with nobody
  bool resent = false;  // its first connection was lost

  // What the server has said so far.
  std::vector<Result> results;
  absl::Status error;
  bool aborted = false;  // nothing happened; for a fault of its own where there is an error
};

}  // namespace liftmark::pg
