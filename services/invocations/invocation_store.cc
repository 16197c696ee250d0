#include "services/invocations/invocation_store.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "common/status/status.h"
#include "services/invocations/invocation_rows.h"

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

constexpr pg::Statement kFindInvocation{"find_invocation",
                                        "SELECT" LIFTMARK_INVOCATION_COLUMNS("i.error_message") R"sql(,
      CASE WHEN $2::bool THEN i.input_data END, CASE WHEN $2 THEN i.output_data END,
      substring(i.payload_error FROM 'input ([A-Z0-9_]+)'), i.input_bytes, i.input_sha256,
      substring(i.payload_error FROM 'output ([A-Z0-9_]+)'), i.output_bytes, i.output_sha256
    FROM agent_invocations i WHERE i.id = $1)sql"};

constexpr pg::Statement kFindInvocations{
    "find_invocations", "SELECT" LIFTMARK_INVOCATION_COLUMNS(
                            LIFTMARK_SHORT_ERROR) "FROM agent_invocations i WHERE i.id = ANY ($1::uuid[])"};

constexpr pg::Statement kListInvocations{"list_invocations",
                                         "SELECT" LIFTMARK_INVOCATION_COLUMNS(LIFTMARK_SHORT_ERROR) R"sql(
    FROM agent_invocations i
    WHERE i.created_at >= $1 AND i.created_at < $2 AND (i.created_at, i.id) < ($3, $4)
      AND ($6::text IS NULL OR i.agent_id = $6) AND ($7::uuid IS NULL OR i.user_id = $7)
      AND ($8::uuid IS NULL OR i.session_id = $8) AND ($9::text IS NULL OR i.status = $9)
    ORDER BY i.created_at DESC, i.id DESC LIMIT $5)sql"};

// Each of the first $2 calls in a row of its own, and all others in the last one, in one snapshot.
constexpr pg::Statement kReadSession{"read_session", R"sql(
  SELECT id, parent_id, started_at, finished_at,)sql" LIFTMARK_TOTALS R"sql(
  FROM (
    SELECT place, id, parent_id, started_at, finished_at,)sql" LIFTMARK_SUMS R"sql(
    FROM (
      SELECT least(place, $2 + 1) AS place,
             CASE WHEN place <= $2 THEN id END AS id,
             CASE WHEN place <= $2 THEN coalesce(parent_invocation_id, awaited_parent_id) END AS parent_id,
             CASE WHEN place <= $2 THEN started_at END AS started_at,
             CASE WHEN place <= $2 THEN finished_at END AS finished_at,
             status, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost,
             duration_ms
      FROM (
        SELECT id, parent_invocation_id, awaited_parent_id, started_at, finished_at, status, prompt_tokens,
               completion_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost, duration_ms,
               row_number() OVER (ORDER BY started_at, id) AS place
        FROM agent_invocations WHERE session_id = $1
      ) numbered
    ) called
    GROUP BY place, id, parent_id, started_at, finished_at
  ) summed
  ORDER BY place
)sql"};

void ReadInfo(const pg::Row& row, int column, pb::PayloadInfo& info) {
  info.set_error(row.Get<std::string>(column));
  info.set_bytes(row.Get<std::int64_t>(column + 1));
  const auto sha256 = row.Get<std::optional<std::string_view>>(column + 2);
  if (sha256.has_value()) info.set_sha256(absl::BytesToHexString({sha256->data(), sha256->size()}));
}

void ReadPayloads(const pg::Row& row, int column, pb::Invocation& call) {
  if (const auto json = row.Get<std::optional<std::string>>(column)) call.set_input_data(*json);
  if (const auto json = row.Get<std::optional<std::string>>(column + 1)) call.set_output_data(*json);
  if (!row.field(column + 2).null) ReadInfo(row, column + 2, *call.mutable_input_info());
  if (!row.field(column + 5).null) ReadInfo(row, column + 5, *call.mutable_output_info());
}

std::vector<pb::Invocation> ReadInvocations(const pg::Result& result) {
  std::vector<pb::Invocation> calls;
  for (int i = 0; i < result.rows(); ++i) calls.push_back(ReadInvocation(result[i]));
  return calls;
}

}  // namespace

Task<absl::StatusOr<pb::Invocation>> InvocationStore::Find(std::string id, bool payloads,
                                                           async::Deadline deadline) {
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kFindInvocation, pg::Params(id, payloads)}, deadline);
  if (!found.ok()) co_return found.status();
  if (found->rows() == 0)
    co_return Error(absl::StatusCode::kNotFound, "INVOCATION_NOT_FOUND", "there is no such call");
  pb::Invocation call = ReadInvocation((*found)[0]);
  ReadPayloads((*found)[0], kInvocationColumns, call);
  co_return call;
}

Task<absl::StatusOr<std::vector<pb::Invocation>>> InvocationStore::List(CallFilter filter, CallPlace behind,
                                                                        int limit, async::Deadline deadline) {
  pg::Params params(filter.logged.from, filter.logged.to, behind.created_at, behind.id, limit,
                    filter.agent_id, filter.user_id, filter.session_id, filter.status);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kScan, {kListInvocations, std::move(params)}, deadline);
  if (!found.ok()) co_return found.status();
  co_return ReadInvocations(*found);
}

Task<absl::StatusOr<std::vector<pb::Invocation>>> InvocationStore::FindAll(std::vector<std::string> ids,
                                                                           async::Deadline deadline) {
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kScan, {kFindInvocations, pg::Params(ids)}, deadline);
  if (!found.ok()) co_return found.status();
  co_return ReadInvocations(*found);
}

Task<absl::StatusOr<SessionCalls>> InvocationStore::ReadSession(std::string session_id,
                                                                async::Deadline deadline) {
  const absl::StatusOr<pg::Result> found = co_await pool_.Execute(
      pg::Lane::kScan, {kReadSession, pg::Params(session_id, std::int64_t{kMaxTreeCalls})}, deadline);
  if (!found.ok()) co_return found.status();
  constexpr int kTotalsColumn = 4;
  SessionCalls session;
  for (int i = 0; i < found->rows(); ++i) {
    const pg::Row row = (*found)[i];
    if (row.field(0).null) {
      session.others = ReadTotals(row, kTotalsColumn);
      continue;
    }
    session.nodes.push_back({.id = row.Get<std::string>(0),
                             .parent_id = row.Get<std::optional<std::string>>(1).value_or(""),
                             .started_at = row.Get<absl::Time>(2),
                             .finished_at = row.Get<std::optional<absl::Time>>(3),
                             .own = ReadTotals(row, kTotalsColumn)});
  }
  co_return session;
}

}  // namespace liftmark::invocations
