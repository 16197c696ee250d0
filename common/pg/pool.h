// A service's connections to PostgreSQL: pipelined, in three lanes, without leases.
//
// There are two calls only, Execute and Batch, and nothing holds a connection between them: what looks like a
// conversation is one statement with CTEs, or a loop on `revision`.
//
//   kRead   short reads. Statements of one turn of the loop share a pipeline and its Sync. Read only.
//   kWrite  each unit is a transaction of its own: everything in it happens, or nothing.
//   kScan   long reads: one statement in flight per connection. Read only. Each run is planned for its own
//           values: a filter that is not given ("$1 IS NULL OR ...") falls out of the plan.
//
// Errors, beside those of the statement itself (sqlstate.h):
//   UNAVAILABLE         DATABASE_UNAVAILABLE   not sent: no connection is up. With RetryInfo
//                       OUTCOME_UNKNOWN        a write was sent and its connection was lost: it happened or
//                       not SHUTTING_DOWN          not sent: the pool closes
//   DEADLINE_EXCEEDED   DEADLINE_EXCEEDED      not sent in time, or a read not answered in time
//                       OUTCOME_UNKNOWN        a write was sent and not answered in time
//   RESOURCE_EXHAUSTED  QUEUE_FULL             not sent: too much is waiting. With RetryInfo
//   INVALID_ARGUMENT    TEXT_HAS_NUL, PARAMETERS_TOO_LARGE   not sent (params.h)
//   INTERNAL            STATEMENT_NAME_TAKEN   two statements of the program have one name
// A read whose connection is lost is sent once more, on another.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/pg/result.h"
#include "common/pg/statement.h"

namespace liftmark::async {
class Shard;
}

namespace liftmark::pg {

using async::Deadline;

class Dispatcher;

enum class Lane { kRead, kWrite, kScan };
inline constexpr int kLanes = 3;

struct LaneOptions {
  int connections = 1;
  int max_in_flight = 1;                        // units sent on one connection and not answered
  std::chrono::milliseconds statement_timeout;  // the role's own value is the ceiling
};

struct PoolOptions {
  // As libpq reads it: "host=... dbname=..." or a URL; it is parsed when a connection is made. A host name is
  // resolved on the shard's thread, which blocks meanwhile: name a socket directory or an address (hostaddr).
  std::string conninfo;
  std::string application_name = "liftmark";

  // Seven backends in all.
  LaneOptions read = {.connections = 2, .max_in_flight = 64, .statement_timeout = std::chrono::seconds(2)};
  LaneOptions write = {.connections = 3, .max_in_flight = 4, .statement_timeout = std::chrono::seconds(10)};
  LaneOptions scan = {.connections = 2, .max_in_flight = 1, .statement_timeout = std::chrono::seconds(30)};

  // What may wait in each lane to be sent.
  int max_queued = 2000;
  std::size_t max_queued_bytes = std::size_t{32} * 1024 * 1024;

  std::chrono::milliseconds connect_timeout = std::chrono::seconds(5);
  // A connection that owes answers and says nothing for its statement_timeout and this is replaced.
  std::chrono::milliseconds stall_grace = std::chrono::seconds(5);
  // Waiting time between attempts to connect, doubled each time, with jitter.
  std::chrono::milliseconds min_backoff = std::chrono::milliseconds(50);
  std::chrono::milliseconds max_backoff = std::chrono::seconds(5);
};

struct LaneMetrics {
  std::int64_t connections_up = 0;
  std::int64_t queued = 0;
  std::int64_t in_flight = 0;
  std::int64_t executed = 0;  // units answered with success
  std::int64_t failed = 0;    // units answered with an error
  std::int64_t retried = 0;   // units sent once more, after an error of a neighbour or a lost connection
  std::int64_t connects = 0;  // connections made, the first ones included
  std::int64_t sent = 0;
  std::chrono::nanoseconds queue_wait{0};  // of all that were sent, together
};

// Belongs to one shard: Execute, Batch and Close are called there. The runtime outlives the pool.
class Pool {
 public:
  // Begins to connect. Any thread may create a pool.
  Pool(async::Shard& shard, PoolOptions options);

  // What was not answered is answered as by Close with a deadline in the past, but nobody waits for it. Any
  // thread may destroy a pool.
  ~Pool();

  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Runs one statement, on the write lane in a transaction of its own.
  Task<absl::StatusOr<Result>> Execute(Lane lane, Query query, Deadline deadline);

  // Runs statements on the write lane as one transaction, and answers the result of each, or the first error:
  // then nothing happened. They are sent together: none can depend on the answer of another.
  Task<absl::StatusOr<std::vector<Result>>> Batch(std::vector<Query> queries, Deadline deadline);

  // Takes no more calls, answers those it has, and disconnects. What is left at the deadline is answered
  // UNAVAILABLE. Always ends. Called once at most.
  Task<> Close(Deadline deadline);

  // Any thread may call it.
  LaneMetrics metrics(Lane lane) const;

 private:
  Dispatcher& dispatcher(Lane lane) const { return *dispatchers_[static_cast<std::size_t>(lane)]; }

  std::array<std::shared_ptr<Dispatcher>, kLanes> dispatchers_;
};

}  // namespace liftmark::pg
