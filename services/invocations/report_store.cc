#include "services/invocations/report_store.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "common/rpc/paging.h"
#include "services/invocations/money.h"
#include "services/invocations/totals.h"

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

// The groups that are not asked for are NULL, and so the same for all calls. The first row is the sum over
// everything, added up from the groups, and how many they are: grouping sets would sort all calls, and in one
// process. What is read of a call is in idx_invocations_created.
constexpr pg::Statement kUsage{"usage", R"sql(
  WITH grouped AS MATERIALIZED (
    SELECT period, agent_id, model, user_id, session_id, status_group,)sql" LIFTMARK_SUMS R"sql(
    FROM (
      SELECT CASE WHEN $7::bool THEN date_trunc('hour', created_at AT TIME ZONE 'UTC')
                  WHEN $6::bool THEN date_trunc('day', created_at AT TIME ZONE 'UTC') END AS period,
             CASE WHEN $8::bool THEN agent_id END AS agent_id,
             CASE WHEN $9::bool THEN model END AS model,
             CASE WHEN $10::bool THEN user_id END AS user_id,
             CASE WHEN $11::bool THEN session_id END AS session_id,
             CASE WHEN $12::bool THEN status END AS status_group,
             status, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost,
             duration_ms
      FROM agent_invocations
      WHERE created_at >= $1 AND created_at < $2 AND ($3::text IS NULL OR agent_id = $3)
        AND ($4::uuid IS NULL OR user_id = $4) AND ($5::text IS NULL OR model = $5)
    ) called
    GROUP BY period, agent_id, model, user_id, session_id, status_group
  ), listed (is_group, groups, period, agent_id, model, user_id, session_id, status_group,)sql" LIFTMARK_SUM_NAMES
                                        R"sql() AS (
    SELECT false, count(*), NULL, NULL, NULL, NULL, NULL, NULL,)sql" LIFTMARK_SUMS_OF_SUMS R"sql(
    FROM grouped
    UNION ALL (
      SELECT true, NULL, period, agent_id, model, user_id, session_id, status_group,)sql" LIFTMARK_SUM_NAMES
                                        R"sql(
      FROM grouped
      ORDER BY cost DESC NULLS LAST, calls DESC, period, agent_id, model, user_id, session_id, status_group
      LIMIT $13)
  )
  SELECT to_char(period, 'YYYY-MM-DD"T"HH24:00"Z"'), agent_id, model, user_id::text, session_id::text,
         status_group, groups,)sql" LIFTMARK_TOTALS R"sql(
  FROM listed
  ORDER BY is_group, cost DESC NULLS LAST, calls DESC, period, agent_id, model, user_id, session_id, status_group
)sql"};

constexpr pg::Statement kLatency{"latency", R"sql(
  SELECT agent_id, model, calls, percentiles[1], percentiles[2], percentiles[3], percentiles[4],
         count(*) OVER () AS groups
  FROM (
    SELECT agent_id, model, count(*) AS calls,
           percentile_cont(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY duration_ms) AS percentiles
    FROM agent_invocations
    WHERE created_at >= $1 AND created_at < $2 AND duration_ms IS NOT NULL
      AND ($3::text IS NULL OR agent_id = $3) AND ($4::text IS NULL OR model = $4)
    GROUP BY agent_id, model
  ) measured
  ORDER BY calls DESC, agent_id, model LIMIT 1000
)sql"};

// One statement, so that all of its parts are of one moment.
constexpr pg::Statement kFailures{"failures", R"sql(
  WITH spend AS (
    SELECT sum(cost) AS cost, sum(cost) FILTER (WHERE status IN ('failure', 'validation_error')) AS failed_cost,
           sum(cost) FILTER (WHERE attempt > 1) AS retry_cost,
           count(*) FILTER (WHERE)sql" LIFTMARK_IS_UNPRICED R"sql() AS unpriced_calls
    FROM agent_invocations
    WHERE created_at >= $1 AND created_at < $2 AND ($3::text IS NULL OR agent_id = $3)
  ), failures AS (
    SELECT rule, agent_id, model, calls, unpriced_calls, cost,
           row_number() OVER (ORDER BY cost DESC NULLS LAST, calls DESC, rule, agent_id, model) AS place,
           count(*) OVER () AS groups
    FROM (
      SELECT broken.rule, agent_id, model, count(*) AS calls, sum(cost) AS cost,
             count(*) FILTER (WHERE)sql" LIFTMARK_IS_UNPRICED R"sql() AS unpriced_calls
      FROM agent_invocations i
      LEFT JOIN LATERAL (SELECT DISTINCT rule FROM unnest(i.failed_rules) AS rules(rule)) broken ON true
      WHERE status IN ('failure', 'validation_error') AND created_at >= $1 AND created_at < $2
        AND ($3::text IS NULL OR agent_id = $3)
      GROUP BY broken.rule, agent_id, model
    ) grouped
    ORDER BY place LIMIT 1000
  ), documents AS (
    SELECT kind, sum(revisions)::bigint AS revisions, sum(cost) AS cost,
           count(*) FILTER (WHERE)sql" LIFTMARK_IS_UNPRICED R"sql() AS unpriced_calls,
           row_number() OVER (ORDER BY kind) AS place
    FROM (
      SELECT r.kind, i.cost, i.prompt_tokens, i.completion_tokens, count(*) AS revisions
      FROM (
        SELECT 'dossier' AS kind, invocation_id FROM user_dossier_revisions WHERE invocation_id IS NOT NULL
        UNION ALL
        SELECT 'plan', invocation_id FROM training_plan_revisions WHERE invocation_id IS NOT NULL
        UNION ALL
        SELECT 'workout', invocation_id FROM workout_revisions WHERE invocation_id IS NOT NULL
      ) r
      JOIN agent_invocations i ON i.id = r.invocation_id
      WHERE i.created_at >= $1 AND i.created_at < $2 AND ($3::text IS NULL OR i.agent_id = $3)
      GROUP BY r.kind, i.id
    ) writers
    GROUP BY kind
  )
  SELECT part, unpriced_calls, coalesce(cost, 0)::text, name, agent_id, model, count, groups,
         coalesce(failed_cost, 0)::text, coalesce(retry_cost, 0)::text
  FROM (
    SELECT 'spend' AS part, unpriced_calls, cost, NULL AS name, NULL AS agent_id, NULL AS model, NULL AS count,
           NULL AS groups, failed_cost, retry_cost, 1 AS place
    FROM spend
    UNION ALL
    SELECT 'failure', unpriced_calls, cost, rule, agent_id, model, calls, groups, NULL, NULL, place FROM failures
    UNION ALL
    SELECT 'document', unpriced_calls, cost, kind, NULL, NULL, revisions, NULL, NULL, NULL, place FROM documents
  ) parts
  ORDER BY part, place
)sql"};

constexpr int kUsageGroups = 6;
constexpr int kUsageTotals = 7;

bool Contains(const std::vector<pb::UsageGroup>& groups, pb::UsageGroup group) {
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

std::string TextOf(const pg::Row& row, int column) {
  return row.Get<std::optional<std::string>>(column).value_or("");
}

std::string KeyOf(const pg::Row& row, pb::UsageGroup group) {
  constexpr std::size_t kDayLength = 10;
  switch (group) {
    case pb::USAGE_GROUP_DAY:
      return TextOf(row, 0).substr(0, kDayLength);
    case pb::USAGE_GROUP_HOUR:
      return TextOf(row, 0);
    case pb::USAGE_GROUP_AGENT:
      return TextOf(row, 1);
    case pb::USAGE_GROUP_MODEL:
      return TextOf(row, 2);
    case pb::USAGE_GROUP_USER:
      return TextOf(row, 3);
    case pb::USAGE_GROUP_SESSION:
      return TextOf(row, 4);
    case pb::USAGE_GROUP_STATUS:
      return TextOf(row, 5);
    default:
      return {};
  }
}

std::string DollarsOf(const pg::Row& row, int column) {
  return FormatDollars(ParseDollars(row.Get<std::string_view>(column)));
}

// A row of kFailures.
void ReadPart(const pg::Row& row, pb::GetFailuresResponse& response) {
  const auto part = row.Get<std::string_view>(0);
  const auto unpriced_calls = row.Get<std::int64_t>(1);
  const std::string cost = DollarsOf(row, 2);
  if (part == "failure") {
    pb::FailureRow& item = *response.add_rows();
    item.set_rule(TextOf(row, 3));
    item.set_agent_id(TextOf(row, 4));
    item.set_model(TextOf(row, 5));
    item.set_calls(row.Get<std::int64_t>(6));
    item.set_cost_usd(cost);
    item.set_unpriced_calls(unpriced_calls);
    response.set_omitted_rows(row.Get<std::int64_t>(7) - response.rows_size());
  } else if (part == "document") {
    const auto revisions = row.Get<std::int64_t>(6);
    pb::AcceptedDocuments& item = *response.add_documents();
    item.set_kind(TextOf(row, 3));
    item.set_revisions(revisions);
    item.set_cost_usd(cost);
    item.set_unpriced_calls(unpriced_calls);
    response.set_accepted_documents(response.accepted_documents() + revisions);
  } else {
    response.set_cost_usd(cost);
    response.set_failed_cost_usd(DollarsOf(row, 8));
    response.set_retry_cost_usd(DollarsOf(row, 9));
    response.set_unpriced_calls(unpriced_calls);
  }
}

}  // namespace

Task<absl::StatusOr<pb::GetUsageResponse>> ReportStore::Usage(ReportScope scope,
                                                              std::vector<pb::UsageGroup> groups, int limit,
                                                              async::Deadline deadline) {
  const auto asked = [&groups](pb::UsageGroup group) { return Contains(groups, group); };
  pg::Params params(scope.logged.from, scope.logged.to, scope.agent_id, scope.user_id, scope.model,
                    asked(pb::USAGE_GROUP_DAY), asked(pb::USAGE_GROUP_HOUR), asked(pb::USAGE_GROUP_AGENT),
                    asked(pb::USAGE_GROUP_MODEL), asked(pb::USAGE_GROUP_USER), asked(pb::USAGE_GROUP_SESSION),
                    asked(pb::USAGE_GROUP_STATUS), limit);
  const absl::StatusOr<pg::Result> sums =
      co_await pool_.Execute(pg::Lane::kScan, {kUsage, std::move(params)}, deadline);
  if (!sums.ok()) co_return sums.status();

  pb::GetUsageResponse response;
  ToProto(ReadTotals((*sums)[0], kUsageTotals), *response.mutable_totals());
  rpc::ReplyRoom room;
  for (int i = 1; i < sums->rows(); ++i) {
    pb::UsageRow row;
    for (const pb::UsageGroup group : groups) row.add_keys(KeyOf((*sums)[i], group));
    ToProto(ReadTotals((*sums)[i], kUsageTotals), *row.mutable_totals());
    if (!room.Take(row.ByteSizeLong())) break;
    *response.add_rows() = std::move(row);
  }
  response.set_omitted_rows((*sums)[0].Get<std::int64_t>(kUsageGroups) - response.rows_size());
  co_return response;
}

Task<absl::StatusOr<pb::GetLatencyResponse>> ReportStore::Latency(ReportScope scope,
                                                                  async::Deadline deadline) {
  const absl::StatusOr<pg::Result> measured = co_await pool_.Execute(
      pg::Lane::kScan,
      {kLatency, pg::Params(scope.logged.from, scope.logged.to, scope.agent_id, scope.model)}, deadline);
  if (!measured.ok()) co_return measured.status();
  pb::GetLatencyResponse response;
  for (int i = 0; i < measured->rows(); ++i) {
    const pg::Row row = (*measured)[i];
    pb::LatencyRow& item = *response.add_rows();
    item.set_agent_id(TextOf(row, 0));
    item.set_model(TextOf(row, 1));
    item.set_calls(row.Get<std::int64_t>(2));
    item.set_p50_ms(row.Get<double>(3));
    item.set_p90_ms(row.Get<double>(4));
    item.set_p95_ms(row.Get<double>(5));
    item.set_p99_ms(row.Get<double>(6));
  }
  if (measured->rows() > 0) {
    response.set_omitted_rows((*measured)[0].Get<std::int64_t>(7) - response.rows_size());
  }
  co_return response;
}

Task<absl::StatusOr<pb::GetFailuresResponse>> ReportStore::Failures(ReportScope scope,
                                                                    async::Deadline deadline) {
  const absl::StatusOr<pg::Result> parts = co_await pool_.Execute(
      pg::Lane::kScan, {kFailures, pg::Params(scope.logged.from, scope.logged.to, scope.agent_id)}, deadline);
  if (!parts.ok()) co_return parts.status();

  pb::GetFailuresResponse response;
  for (int i = 0; i < parts->rows(); ++i) ReadPart((*parts)[i], response);
  if (const std::int64_t documents = response.accepted_documents(); documents > 0) {
    const Nanodollars cost = ParseDollars(response.cost_usd());
    response.set_cost_per_accepted_document_usd(FormatDollars((2 * cost + documents) / (2 * documents)));
  }
  co_return response;
}

}  // namespace liftmark::invocations
