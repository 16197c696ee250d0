#include "services/invocations/retention_store.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/invocations/batches.h"

namespace liftmark::invocations {
namespace {

// One of these at a time, on all processes: two purgers would delete parents and children under each other.
constexpr pg::Statement kLockRetention{
    "lock_retention", "SELECT pg_advisory_xact_lock(hashtextextended('agent_invocations', 27))"};

// Each of the following answers how many calls it looked at, how many it counts, and the place of the last.

constexpr pg::Statement kAbandon{"abandon_invocations", R"sql(
  WITH old AS MATERIALIZED (
    SELECT id, created_at FROM agent_invocations
    WHERE status = 'running' AND created_at < now() - interval '24 hours' AND (created_at, id) > ($1, $2)
    ORDER BY created_at, id LIMIT $3
    FOR NO KEY UPDATE SKIP LOCKED
  ), abandoned AS (
    UPDATE agent_invocations i SET status = 'abandoned' FROM old WHERE i.id = old.id AND i.status = 'running'
    RETURNING i.id
  )
  SELECT (SELECT count(*) FROM old), (SELECT count(*) FROM abandoned), last.created_at, last.id
  FROM (SELECT 1) one
  LEFT JOIN (SELECT created_at, id FROM old ORDER BY created_at DESC, id DESC LIMIT 1) last ON true
)sql"};

constexpr pg::Statement kClearPayloads{"clear_payloads", R"sql(
  WITH old AS MATERIALIZED (
    SELECT id, created_at, num_nonnulls(input_data, output_data, error_message) > 0 AS has_payload
    FROM agent_invocations
    WHERE payload_cleared_at IS NULL AND created_at < $4 AND (created_at, id) > ($1, $2)
    ORDER BY created_at, id LIMIT $3
    FOR NO KEY UPDATE SKIP LOCKED
  ), cleared AS (
    UPDATE agent_invocations i SET payload_cleared_at = now() FROM old WHERE i.id = old.id
  )
  SELECT (SELECT count(*) FROM old), (SELECT count(*) FROM old WHERE has_payload), last.created_at, last.id
  FROM (SELECT 1) one
  LEFT JOIN (SELECT created_at, id FROM old ORDER BY created_at DESC, id DESC LIMIT 1) last ON true
)sql"};

constexpr pg::Statement kDeleteCalls{"delete_invocations", R"sql(
  WITH old AS MATERIALIZED (
    SELECT id, created_at FROM agent_invocations
    WHERE created_at < $4 AND (created_at, id) > ($1, $2)
    ORDER BY created_at, id LIMIT $3
    FOR UPDATE SKIP LOCKED
  ), deleted AS (
    DELETE FROM agent_invocations i USING old WHERE i.id = old.id RETURNING i.id
  )
  SELECT (SELECT count(*) FROM old), (SELECT count(*) FROM deleted), last.created_at, last.id
  FROM (SELECT 1) one
  LEFT JOIN (SELECT created_at, id FROM old ORDER BY created_at DESC, id DESC LIMIT 1) last ON true
)sql"};

constexpr pg::Statement kCountPayloads{"count_payloads", R"sql(
  SELECT count(*) FROM agent_invocations
  WHERE payload_cleared_at IS NULL AND created_at < $1 AND num_nonnulls(input_data, output_data, error_message) > 0
)sql"};

constexpr pg::Statement kCountCalls{"count_old_invocations",
                                    "SELECT count(*) FROM agent_invocations WHERE created_at < $1"};

Task<absl::StatusOr<Progress>> InBatches(pg::Pool& pool, const pg::Statement& statement,
                                         std::optional<absl::Time> before, async::Deadline deadline) {
  Progress progress;
  BatchPlace behind;
  for (;;) {
    if (async::IsNear(deadline)) {
      progress.more = true;
      co_return progress;
    }
    pg::Params params(behind.created_at, behind.id, kBatchRows);
    if (before.has_value()) params.Add(*before);
    std::vector<pg::Query> queries;
    queries.emplace_back(kLockRetention, pg::Params());
    queries.emplace_back(statement, std::move(params));
    const absl::StatusOr<std::vector<pg::Result>> results = co_await pool.Batch(std::move(queries), deadline);
    if (!results.ok()) co_return results.status();
    const pg::Row row = results->back()[0];
    progress.calls += row.Get<std::int64_t>(1);
    if (row.Get<std::int64_t>(0) < kBatchRows) co_return progress;
    behind = {row.Get<absl::Time>(2), row.Get<std::string>(3)};
  }
}

Task<absl::StatusOr<Progress>> Count(pg::Pool& pool, const pg::Statement& statement, absl::Time before,
                                     async::Deadline deadline) {
  const absl::StatusOr<pg::Result> counted =
      co_await pool.Execute(pg::Lane::kScan, {statement, pg::Params(before)}, deadline);
  if (!counted.ok()) co_return counted.status();
  co_return Progress{.calls = (*counted)[0].Get<std::int64_t>(0)};
}

}  // namespace

Task<absl::StatusOr<Progress>> RetentionStore::Abandon(async::Deadline deadline) {
  return InBatches(pool_, kAbandon, std::nullopt, deadline);
}

Task<absl::StatusOr<Progress>> RetentionStore::ClearPayloads(absl::Time before, bool dry_run,
                                                             async::Deadline deadline) {
  return dry_run ? Count(pool_, kCountPayloads, before, deadline)
                 : InBatches(pool_, kClearPayloads, before, deadline);
}

Task<absl::StatusOr<Progress>> RetentionStore::Delete(absl::Time before, bool dry_run,
                                                      async::Deadline deadline) {
  return dry_run ? Count(pool_, kCountCalls, before, deadline)
                 : InBatches(pool_, kDeleteCalls, before, deadline);
}

}  // namespace liftmark::invocations
