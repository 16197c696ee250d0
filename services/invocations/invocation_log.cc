#include "services/invocations/invocation_log.h"

#include <chrono>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "common/pg/column.h"
#include "common/pg/sqlstate.h"
#include "common/rpc/non_empty.h"
#include "common/status/status.h"
#include "services/invocations/call_columns.h"
#include "services/invocations/links.h"
#include "services/invocations/pricing.h"

namespace liftmark::invocations {
namespace {

// A group is written whatever its callers' deadlines are: they may send their calls again.
constexpr std::chrono::seconds kWriteTimeout(10);

// Waits for other transactions that could close a cycle together with this one.
constexpr pg::Statement kLockOpenChains{"lock_open_chains",
                                        "SELECT lock_open_chains($1::uuid[], $2::uuid[])"};

// $31 is the ids of those calls that others of the group name as their parent. `ancestors` goes up from calls
// that stored ones wait for: only they can close a cycle, since a stored parent never changes.
constexpr pg::Statement kInsertCalls{"insert_calls", R"sql(
  WITH RECURSIVE sent AS MATERIALIZED (
    SELECT id, agent_id, session_id, parent_id, request_id, attempt, user_id, provider, model,
           coalesce(started_at, now() - coalesce(duration_ms, 0) * interval '1 ms') AS started_at,
           input_data, input_error, input_bytes, input_sha256, start_digest,
           status, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens,
           duration_ms, error_message, failed_rules::text[] AS failed_rules, output_format,
           output_data, output_error, output_bytes, output_sha256, outcome_digest
    FROM)sql" LIFTMARK_SENT_CALLS R"sql(
  ), ancestors AS (
    SELECT s.id, s.parent_id AS ancestor_id
    FROM sent s
    WHERE s.parent_id IS NOT NULL
      AND (SELECT true FROM agent_invocations w WHERE w.awaited_parent_id = s.id LIMIT 1)
    UNION
    SELECT a.id, next.id
    FROM ancestors a CROSS JOIN LATERAL (
      SELECT coalesce(
        (SELECT coalesce(p.parent_invocation_id, p.awaited_parent_id) FROM agent_invocations p
         WHERE p.id = a.ancestor_id),
        (SELECT s.parent_id FROM sent s WHERE s.id = a.ancestor_id)) AS id
      OFFSET 0) next
    WHERE next.id IS NOT NULL AND a.ancestor_id <> a.id
  ), refused AS MATERIALIZED (
    SELECT id FROM ancestors WHERE ancestor_id = id
  ),)sql" LIFTMARK_PRICED("sent") R"sql(, written AS (
    INSERT INTO agent_invocations (
      id, agent_id, session_id, parent_invocation_id, awaited_parent_id, request_id, attempt, user_id, shard_key,
      provider, model, started_at, finished_at, input_data, input_bytes, input_sha256, start_digest,
      status, prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens,
      cost, price_id, duration_ms, error_message, failed_rules, output_format,
      output_data, output_bytes, output_sha256, outcome_digest, payload_error)
    SELECT
      s.id, s.agent_id, s.session_id, known.id, CASE WHEN known.id IS NULL THEN s.parent_id END, s.request_id,
      s.attempt, s.user_id, coalesce(s.user_id, s.session_id, s.id),
      s.provider, s.model, s.started_at,
      CASE WHEN s.status <> 'running' THEN coalesce(s.started_at + s.duration_ms * interval '1 ms', now()) END,
      s.input_data, s.input_bytes, s.input_sha256, s.start_digest,
      s.status, s.prompt_tokens, s.completion_tokens, s.prompt_tokens + s.completion_tokens, s.cache_read_tokens,
      s.cache_write_tokens, s.reasoning_tokens,
      priced.cost, priced.price_id, s.duration_ms, s.error_message, s.failed_rules, s.output_format,
      s.output_data, s.output_bytes, s.output_sha256, s.outcome_digest,
      nullif(concat_ws(', ', 'input ' || s.input_error, 'output ' || s.output_error), '')
    FROM sent s
    CROSS JOIN LATERAL (
      SELECT CASE WHEN s.parent_id = ANY ($31::uuid[]) AND s.parent_id NOT IN (SELECT id FROM refused) THEN s.parent_id
                  ELSE (SELECT p.id FROM agent_invocations p WHERE p.id = s.parent_id) END AS id
      OFFSET 0) known
    LEFT JOIN priced ON priced.id = s.id
    WHERE s.id NOT IN (SELECT id FROM refused)
    ORDER BY s.id
    ON CONFLICT DO NOTHING
    RETURNING id, cost
  )
  SELECT id, trim_scale(cost)::text, false FROM written
  UNION ALL
  SELECT id, NULL, true FROM refused
)sql"};

// Rows are locked in the order of their ids, so that groups of several processes do not wait for each other
// in a ring. A duration that is not given is what the clock says.
constexpr pg::Statement kFinishCalls{"finish_calls", R"sql(
  WITH sent AS MATERIALIZED (
    SELECT id, status, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens,
           duration_ms, error_message, failed_rules::text[] AS failed_rules, output_format,
           output_data, output_error, output_bytes, output_sha256, outcome_digest
    FROM)sql" LIFTMARK_SENT_OUTCOMES R"sql(
  ), begun AS MATERIALIZED (
    SELECT i.id, i.provider, i.model, i.started_at
    FROM agent_invocations i
    WHERE i.id = ANY (ARRAY(SELECT id FROM sent)) AND i.status IN ('running', 'abandoned')
    ORDER BY i.id
    FOR NO KEY UPDATE
  ), ended AS MATERIALIZED (
    SELECT b.id, b.provider, b.model, b.started_at, s.status, s.prompt_tokens, s.completion_tokens, s.cache_read_tokens,
           s.cache_write_tokens, s.reasoning_tokens, s.duration_ms, s.error_message, s.failed_rules, s.output_format,
           s.output_data, s.output_error, s.output_bytes, s.output_sha256, s.outcome_digest
    FROM begun b JOIN sent s ON s.id = b.id
  ),)sql" LIFTMARK_PRICED("ended") R"sql(, finished AS (
    UPDATE agent_invocations i SET
      status = e.status, prompt_tokens = e.prompt_tokens, completion_tokens = e.completion_tokens,
      total_tokens = e.prompt_tokens + e.completion_tokens, cache_read_tokens = e.cache_read_tokens,
      cache_write_tokens = e.cache_write_tokens, reasoning_tokens = e.reasoning_tokens,
      cost = priced.cost, price_id = priced.price_id,
      duration_ms = coalesce(e.duration_ms,
        least(greatest(extract(epoch FROM now() - e.started_at) * 1000, 0), 2147483647)::int),
      finished_at = coalesce(e.started_at + e.duration_ms * interval '1 ms', now()),
      error_message = e.error_message, failed_rules = e.failed_rules, output_format = e.output_format,
      output_data = e.output_data, output_bytes = e.output_bytes, output_sha256 = e.output_sha256,
      outcome_digest = e.outcome_digest,
      payload_error = nullif(concat_ws(', ', i.payload_error, 'output ' || e.output_error), '')
    FROM ended e
    LEFT JOIN priced ON priced.id = e.id
    WHERE i.id = e.id AND i.status IN ('running', 'abandoned')
    RETURNING i.id, i.cost
  )
  SELECT id, trim_scale(cost)::text FROM finished
)sql"};

constexpr pg::Statement kReadDigests{"read_invocation_digests", R"sql(
  SELECT id, start_digest, outcome_digest, trim_scale(cost)::text
  FROM agent_invocations WHERE id = ANY ($1::uuid[])
)sql"};

using Answer = absl::StatusOr<Cost>;

template <class Row>
struct Pending {
  const Row* row;
  std::optional<Answer> answer;
};

template <class Row>
using PendingRows = std::span<Pending<Row>* const>;

template <class Columns, class Row>
pg::Params ParamsOf(PendingRows<Row> rows) {
  Columns columns;
  for (const Pending<Row>* pending : rows) columns.Add(*pending->row);
  return columns.ToParams();
}

template <class Row>
absl::flat_hash_map<std::string_view, Pending<Row>*> ById(PendingRows<Row> rows) {
  absl::flat_hash_map<std::string_view, Pending<Row>*> by_id;
  for (Pending<Row>* pending : rows) by_id.emplace(pending->row->id, pending);
  return by_id;
}

template <class Row>
std::vector<Pending<Row>> PendingOf(const std::vector<Row>& rows) {
  std::vector<Pending<Row>> pending;
  for (const Row& row : rows) pending.push_back({&row, std::nullopt});
  return pending;
}

// Those without an answer; of several with one id only the first, where `unique`.
template <class Row>
std::vector<Pending<Row>*> Unanswered(std::vector<Pending<Row>>& rows, bool unique) {
  std::vector<Pending<Row>*> unanswered;
  absl::flat_hash_set<std::string_view> ids;
  for (Pending<Row>& pending : rows) {
    if (pending.answer.has_value()) continue;
    if (ids.insert(pending.row->id).second || !unique) unanswered.push_back(&pending);
  }
  return unanswered;
}

template <class Row>
std::vector<Answer> AnswersOf(std::vector<Pending<Row>> rows) {
  std::vector<Answer> answers;
  for (Pending<Row>& pending : rows) answers.push_back(*std::move(pending.answer));
  return answers;
}

async::Deadline WriteDeadline() { return async::Clock::now() + kWriteTimeout; }

// Whether a transaction may have failed for one of its rows alone.
bool MayBeOneRow(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsFailedPrecondition(status) ||
         absl::IsAlreadyExists(status) || absl::IsAborted(status);
}

absl::Status ParentCycle() {
  return Error(absl::StatusCode::kFailedPrecondition, "PARENT_CYCLE",
               "the parent is a descendant of the call");
}

absl::Status Explain(absl::Status status) {
  if (pg::SqlState(status) != pg::kForeignKeyViolation) return status;
  if (pg::ConstraintOf(status).find("user") != std::string::npos)
    return Error(absl::StatusCode::kNotFound, "USER_NOT_FOUND", "there is no such user");
  return WithRetryDelay(
      Error(absl::StatusCode::kAborted, "PARENT_DELETED", "the parent was deleted just now"),
      absl::ZeroDuration());
}

// Writes rows in one transaction, and where one of them is bad, apart from the others: by halves.
template <class Row, class Write>
Task<> WriteApart(pg::Pool& pool, PendingRows<Row> rows, Write write) {
  if (rows.empty()) co_return;
  const absl::Status status = co_await write(pool, rows);
  if (status.ok()) co_return;
  if (rows.size() > 1 && MayBeOneRow(status)) {
    co_await WriteApart(pool, rows.first(rows.size() / 2), write);
    co_await WriteApart(pool, rows.subspan(rows.size() / 2), write);
    co_return;
  }
  for (Pending<Row>* pending : rows) pending->answer = Explain(status);
}

// With the parents of `rows`, for kLockOpenChains.
pg::Params LinksOf(PendingRows<CallRow> rows) {
  pg::Column ids(pg::Column::Type::kUuid);
  pg::Column parents(pg::Column::Type::kUuid);
  for (const Pending<CallRow>* pending : rows) {
    ids.Add(pending->row->id);
    parents.Add(rpc::NonEmpty(pending->row->start->parent_invocation_id()));
  }
  return pg::Params(ids, parents);
}

Task<absl::Status> InsertCalls(pg::Pool& pool, PendingRows<CallRow> rows) {
  const auto by_id = ById(rows);
  bool has_parents = false;
  std::set<std::string> parents;  // among the rows
  for (const Pending<CallRow>* pending : rows) {
    const std::string& parent_id = pending->row->start->parent_invocation_id();
    if (by_id.contains(parent_id)) parents.insert(parent_id);
    has_parents |= !parent_id.empty();
  }

  std::vector<pg::Query> queries;
  if (has_parents) queries.emplace_back(kLockOpenChains, LinksOf(rows));
  pg::Params params = ParamsOf<CallColumns>(rows);
  params.Add(std::vector(parents.begin(), parents.end()));
  queries.emplace_back(kInsertCalls, std::move(params));
  const absl::StatusOr<std::vector<pg::Result>> results =
      co_await pool.Batch(std::move(queries), WriteDeadline());
  if (!results.ok()) co_return results.status();

  const pg::Result& written = results->back();
  for (int i = 0; i < written.rows(); ++i) {
    const pg::Row row = written[i];
    const bool refused = row.Get<bool>(2);
    by_id.at(row.Get<std::string>(0))->answer = refused ? Answer(ParentCycle()) : Answer(row.Get<Cost>(1));
  }
  co_return absl::OkStatus();
}

Task<absl::Status> FinishCalls(pg::Pool& pool, PendingRows<OutcomeRow> rows) {
  const absl::StatusOr<pg::Result> finished = co_await pool.Execute(
      pg::Lane::kWrite, {kFinishCalls, ParamsOf<OutcomeColumns>(rows)}, WriteDeadline());
  if (!finished.ok()) co_return finished.status();
  const auto by_id = ById(rows);
  for (int i = 0; i < finished->rows(); ++i) {
    const pg::Row row = (*finished)[i];
    by_id.at(row.Get<std::string>(0))->answer = row.Get<Cost>(1);
  }
  co_return absl::OkStatus();
}

// A call that is there. A digest is missing where the text it covers has been deleted.
struct StoredCall {
  std::optional<std::string> start_digest;
  std::optional<std::string> outcome_digest;
  Cost cost;
};

using StoredCalls = absl::flat_hash_map<std::string, StoredCall>;

template <class Row>
Task<absl::StatusOr<StoredCalls>> ReadStored(pg::Pool& pool, PendingRows<Row> rows) {
  std::vector<std::string> ids;
  for (const Pending<Row>* pending : rows) ids.push_back(pending->row->id);
  const absl::StatusOr<pg::Result> found =
      co_await pool.Execute(pg::Lane::kRead, {kReadDigests, pg::Params(ids)}, WriteDeadline());
  if (!found.ok()) co_return found.status();
  StoredCalls stored;
  for (int i = 0; i < found->rows(); ++i) {
    const pg::Row row = (*found)[i];
    stored.emplace(row.Get<std::string>(0),
                   StoredCall{row.Get<std::optional<std::string>>(1), row.Get<std::optional<std::string>>(2),
                              row.Get<Cost>(3)});
  }
  co_return stored;
}

bool Matches(const std::optional<std::string>& stored, const std::string& sent) {
  return !stored.has_value() || *stored == sent;
}

template <class Row>
void AnswerAll(PendingRows<Row> rows, const absl::Status& status) {
  for (Pending<Row>* pending : rows) pending->answer = status;
}

// Answers outcomes of calls that are not running: retries, and mistakes.
Task<> AnswerFinished(pg::Pool& pool, PendingRows<OutcomeRow> rows) {
  if (rows.empty()) co_return;
  const absl::StatusOr<StoredCalls> stored = co_await ReadStored(pool, rows);
  if (!stored.ok()) co_return AnswerAll(rows, stored.status());
  for (Pending<OutcomeRow>* pending : rows) {
    const auto call = stored->find(pending->row->id);
    if (call == stored->end()) {
      pending->answer =
          Error(absl::StatusCode::kNotFound, "INVOCATION_NOT_FOUND", "no such call has been started");
    } else if (Matches(call->second.outcome_digest, pending->row->outcome_digest)) {
      pending->answer = call->second.cost;
    } else {
      pending->answer = Error(absl::StatusCode::kAlreadyExists, "INVOCATION_FINISHED",
                              "the call is finished with another outcome");
    }
  }
}

Task<std::vector<Answer>> WriteOutcomes(pg::Pool& pool, std::vector<OutcomeRow> rows) {
  std::vector<Pending<OutcomeRow>> pending = PendingOf(rows);
  const std::vector<Pending<OutcomeRow>*> sent = Unanswered(pending, true);
  co_await WriteApart<OutcomeRow>(pool, sent, FinishCalls);
  const std::vector<Pending<OutcomeRow>*> left = Unanswered(pending, false);
  co_await AnswerFinished(pool, left);
  co_return AnswersOf(std::move(pending));
}

// Answers calls whose ids are taken: retries, whole calls that had begun before, and mistakes.
Task<> AnswerKnown(pg::Pool& pool, PendingRows<CallRow> rows) {
  if (rows.empty()) co_return;
  const absl::StatusOr<StoredCalls> stored = co_await ReadStored(pool, rows);
  if (!stored.ok()) co_return AnswerAll(rows, stored.status());
  std::vector<Pending<CallRow>*> begun;
  std::vector<OutcomeRow> outcomes;
  for (Pending<CallRow>* pending : rows) {
    const CallRow& row = *pending->row;
    const auto call = stored->find(row.id);
    if (call == stored->end()) {
      pending->answer =
          Error(absl::StatusCode::kAborted, "INVOCATION_DELETED", "a call with this id was deleted just now");
    } else if (!Matches(call->second.start_digest, row.start_digest)) {
      pending->answer = Error(absl::StatusCode::kAlreadyExists, "INVOCATION_EXISTS",
                              "a call with this id has other content");
    } else if (row.outcome == nullptr) {
      pending->answer = call->second.cost;
    } else {
      PayloadInfos said_already;
      outcomes.push_back(RowOf(row.id, *row.outcome, said_already));
      begun.push_back(pending);
    }
  }
  if (begun.empty()) co_return;
  std::vector<Answer> answers = co_await WriteOutcomes(pool, std::move(outcomes));
  for (std::size_t i = 0; i < begun.size(); ++i) begun[i]->answer = std::move(answers[i]);
}

Task<std::vector<Answer>> WriteCalls(pg::Pool& pool, std::vector<CallRow> rows) {
  std::vector<Pending<CallRow>> pending = PendingOf(rows);
  std::vector<Link> links;
  for (const CallRow& row : rows) links.push_back({row.id, row.start->parent_invocation_id()});
  const std::vector<bool> cycles = FindCycles(links);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (cycles[i]) pending[i].answer = ParentCycle();
  }
  const std::vector<Pending<CallRow>*> sent = Unanswered(pending, true);
  co_await WriteApart<CallRow>(pool, sent, InsertCalls);
  const std::vector<Pending<CallRow>*> left = Unanswered(pending, false);
  co_await AnswerKnown(pool, left);
  co_return AnswersOf(std::move(pending));
}

}  // namespace

InvocationLog::InvocationLog(pg::Pool& pool, async::Shard& shard, GroupCommitOptions options)
    : calls_(shard, options,
             [&pool](std::vector<CallRow> rows) { return WriteCalls(pool, std::move(rows)); }),
      outcomes_(shard, options,
                [&pool](std::vector<OutcomeRow> rows) { return WriteOutcomes(pool, std::move(rows)); }) {}

Task<std::vector<Answer>> InvocationLog::Log(std::vector<CallRow> rows) {
  const std::size_t count = rows.size();
  absl::StatusOr<std::vector<Answer>> answers = co_await calls_.Add(std::move(rows));
  if (!answers.ok()) co_return std::vector<Answer>(count, answers.status());
  co_return *std::move(answers);
}

Task<Answer> InvocationLog::Finish(OutcomeRow row) {
  std::vector<OutcomeRow> rows;
  rows.push_back(std::move(row));
  absl::StatusOr<std::vector<Answer>> answers = co_await outcomes_.Add(std::move(rows));
  if (!answers.ok()) co_return answers.status();
  co_return std::move(answers->front());
}

}  // namespace liftmark::invocations
