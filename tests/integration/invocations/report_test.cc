// Sums, against the same sums computed in another way.
#include <algorithm>
#include <future>
#include <map>
#include <set>

#include "services/invocations/status_names.h"
#include "tests/integration/invocations/calls.h"
#include "tests/support/eventually.h"

namespace liftmark::invocations {
namespace {

constexpr int kCalls = 30'000;

google::protobuf::Timestamp Day(int day) {
  return rpc::ToTimestamp(absl::FromCivil(absl::CivilDay(2026, 3, day), absl::UTCTimeZone()));
}

// Calls of five agents, three models and a few users on ten days, with costs down to a billionth of a dollar.
void LogHistory(Calls& calls) {
  calls.database.Execute(
      "INSERT INTO users (user_id) SELECT ('33333333-3333-4333-8333-' || lpad(i::text, 12, '0'))::uuid"
      " FROM generate_series(0, 6) AS i");
  calls.database.Execute(R"sql(
    INSERT INTO agent_invocations (agent_id, model, user_id, session_id, status, prompt_tokens, completion_tokens,
      cache_read_tokens, cache_write_tokens, reasoning_tokens, cost, duration_ms, attempt, failed_rules, created_at)
    SELECT 'agent_' || i % 5, CASE i % 4 WHEN 0 THEN NULL ELSE 'model_' || i % 4 END,
           CASE WHEN i % 3 > 0 THEN ('33333333-3333-4333-8333-' || lpad((i % 7)::text, 12, '0'))::uuid END,
           ('44444444-4444-4444-8444-' || lpad((i % 50)::text, 12, '0'))::uuid,
           (ARRAY['success', 'success', 'success', 'failure', 'validation_error', 'running'])[1 + i % 6],
           CASE WHEN i % 11 > 0 THEN i % 5000 END, CASE WHEN i % 11 > 0 THEN i % 700 END,
           CASE WHEN i % 11 > 0 THEN i % 5000 / 3 END, NULL, CASE WHEN i % 11 > 0 THEN i % 700 / 2 END,
           CASE WHEN i % 13 > 0 THEN (i * 7919 % 100000) * 0.000000001 END, i * 31 % 9000, 1 + i % 3,
           CASE WHEN i % 6 = 4 THEN ARRAY['RULE_' || i % 2, 'RULE_2', 'RULE_2'] END,
           timestamptz '2026-03-01Z' + i * interval '28.8 s'
    FROM generate_series(0, )sql" +
                         std::to_string(kCalls - 1) + ") AS i");
}

struct Stored {
  std::map<std::string, std::string> keys;  // by group
  Totals totals;
};

// Every call of a range, for sums by hand.
std::vector<Stored> ReadCalls(Calls& calls, const std::string& where) {
  std::vector<Stored> stored;
  for (const TestDatabase::Row& row : calls.database.Rows(
           "SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'),"
           " to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:00\"Z\"'), agent_id, model, user_id,"
           " session_id, status, prompt_tokens, completion_tokens, cache_read_tokens, reasoning_tokens, cost,"
           " duration_ms FROM agent_invocations WHERE " +
           where)) {
    const auto number = [&row](int column) { return std::stoll(row[column].value_or("0")); };
    Stored call;
    const char* groups[] = {"day", "hour", "agent", "model", "user", "session", "status"};
    for (int i = 0; i < 7; ++i) call.keys[groups[i]] = row[i].value_or("");
    const std::string& status = *row[6];
    call.totals = {.calls = 1,
                   .failed_calls = status == "failure" || status == "validation_error",
                   .prompt_tokens = number(7),
                   .completion_tokens = number(8),
                   .cache_read_tokens = number(9),
                   .reasoning_tokens = number(10),
                   .cost = ParseDollars(row[11].value_or("0")),
                   .unpriced_calls = !row[11].has_value() && row[7].has_value(),
                   .duration_ms = number(12)};
    stored.push_back(std::move(call));
  }
  return stored;
}

std::string TextOf(const Totals& totals) {
  pb::Totals message;
  ToProto(totals, message);
  return message.ShortDebugString();
}

using Groups = std::vector<std::pair<pb::UsageGroup, std::string>>;

TEST_CASE("usage by any groups is the sum of its calls, to the last billionth of a dollar") {
  Calls calls;
  LogHistory(calls);
  const Groups day = {{pb::USAGE_GROUP_DAY, "day"}};
  const Groups hour = {{pb::USAGE_GROUP_HOUR, "hour"}};
  const Groups one = {{pb::USAGE_GROUP_STATUS, "status"}};
  const Groups two = {{pb::USAGE_GROUP_MODEL, "model"}, {pb::USAGE_GROUP_DAY, "day"}};
  const Groups three = {
      {pb::USAGE_GROUP_USER, "user"}, {pb::USAGE_GROUP_AGENT, "agent"}, {pb::USAGE_GROUP_SESSION, "session"}};
  pb::GetUsageRequest request;
  *request.mutable_from() = Day(2);
  *request.mutable_to() = Day(8);
  request.set_limit(10'000);
  std::string where = "created_at >= '2026-03-02Z' AND created_at < '2026-03-08Z'";
  const int filter = GENERATE(0, 1, 2, 3);
  if (filter == 1) {
    request.set_agent_id("agent_2");
    where += " AND agent_id = 'agent_2'";
  } else if (filter == 2) {
    request.set_user_id("33333333-3333-4333-8333-000000000004");
    where += " AND user_id = '33333333-3333-4333-8333-000000000004'";
  } else if (filter == 3) {
    request.set_model("model_1");
    where += " AND model = 'model_1'";
  }
  const std::vector<Stored> stored = ReadCalls(calls, where);
  REQUIRE(stored.size() > 1000);

  for (const Groups& groups : {Groups(), day, hour, one, two, three}) {
    request.clear_group_by();
    for (const auto& [group, _] : groups) request.add_group_by(group);
    std::map<std::vector<std::string>, Totals> expected;
    Totals all;
    for (const Stored& call : stored) {
      std::vector<std::string> keys;
      for (const auto& [_, name] : groups) keys.push_back(call.keys.at(name));
      expected[keys] += call.totals;
      all += call.totals;
    }
    const auto usage = calls.Must<pb::GetUsageResponse>("GetUsage", request);
    CHECK(usage.totals().ShortDebugString() == TextOf(all));
    REQUIRE(static_cast<std::size_t>(usage.rows_size()) == expected.size());
    Nanodollars last = all.cost + 1;
    for (const pb::UsageRow& row : usage.rows()) {
      const std::vector<std::string> keys(row.keys().begin(), row.keys().end());
      CHECK(row.totals().ShortDebugString() == TextOf(expected.at(keys)));
      CHECK(expected.at(keys).cost <= last);
      last = expected.at(keys).cost;
    }
  }
}

TEST_CASE("a limit cuts the rows, not the totals") {
  Calls calls;
  LogHistory(calls);
  pb::GetUsageRequest request;
  *request.mutable_from() = Day(1);
  *request.mutable_to() = Day(31);
  request.add_group_by(pb::USAGE_GROUP_SESSION);
  request.set_limit(3);
  const auto usage = calls.Must<pb::GetUsageResponse>("GetUsage", request);
  CHECK(usage.rows_size() == 3);
  CHECK(usage.omitted_rows() == 47);
  CHECK(usage.totals().calls() == kCalls);
  request.set_limit(50);
  CHECK(calls.Must<pb::GetUsageResponse>("GetUsage", request).omitted_rows() == 0);
}

TEST_CASE("usage of more groups than a reply holds is told in part, with totals of all") {
  Calls calls;
  calls.database.Execute(
      "INSERT INTO agent_invocations (agent_id, model, status, cost, created_at)"
      " SELECT repeat('é', 95) || i, repeat('é', 195) || i, 'success', i, '2026-03-01Z'"
      " FROM generate_series(1, 9000) AS i");
  pb::GetUsageRequest request;
  *request.mutable_from() = Day(1);
  *request.mutable_to() = Day(2);
  request.add_group_by(pb::USAGE_GROUP_AGENT);
  request.add_group_by(pb::USAGE_GROUP_MODEL);
  request.set_limit(10'000);
  const auto usage = calls.Must<pb::GetUsageResponse>("GetUsage", request);
  CHECK(usage.rows_size() > 4000);
  CHECK(usage.rows_size() < 9000);
  CHECK(usage.rows_size() + usage.omitted_rows() == 9000);
  CHECK(usage.rows(0).totals().cost_usd() == "9000");
  CHECK(usage.totals().calls() == 9000);
}

TEST_CASE("usage of nothing is zero") {
  Calls calls;
  pb::GetUsageRequest request;
  *request.mutable_from() = Day(1);
  *request.mutable_to() = Day(2);
  request.add_group_by(pb::USAGE_GROUP_DAY);
  const auto usage = calls.Must<pb::GetUsageResponse>("GetUsage", request);
  CHECK(usage.rows_size() == 0);
  CHECK(usage.totals().calls() == 0);
  CHECK(usage.totals().cost_usd() == "0");
}

TEST_CASE("a request that names a group twice, or time that runs backwards, is refused") {
  Calls calls;
  pb::GetUsageRequest request;
  *request.mutable_from() = Day(1);
  *request.mutable_to() = Day(2);
  request.add_group_by(pb::USAGE_GROUP_DAY);
  request.add_group_by(pb::USAGE_GROUP_DAY);
  CHECK(calls.Call<pb::GetUsageResponse>("GetUsage", request).violations().count("group_by") == 1);
  request.clear_group_by();
  *request.mutable_to() = Day(1);
  CHECK(calls.Call<pb::GetUsageResponse>("GetUsage", request).violations().count("to") == 1);
}

TEST_CASE("latency is measured by agent and model") {
  Calls calls;
  LogHistory(calls);
  std::map<std::pair<std::string, std::string>, std::vector<double>> durations;
  for (const Stored& call : ReadCalls(calls, "true"))
    durations[{call.keys.at("agent"), call.keys.at("model")}].push_back(
        static_cast<double>(call.totals.duration_ms));
  pb::GetLatencyRequest request;
  *request.mutable_from() = Day(1);
  *request.mutable_to() = Day(31);
  const auto latency = calls.Must<pb::GetLatencyResponse>("GetLatency", request);
  REQUIRE(static_cast<std::size_t>(latency.rows_size()) == durations.size());
  for (const pb::LatencyRow& row : latency.rows()) {
    std::vector<double>& sorted = durations.at({row.agent_id(), row.model()});
    std::sort(sorted.begin(), sorted.end());
    const auto percentile = [&](double share) {
      const double place = share * static_cast<double>(sorted.size() - 1);
      const auto below = static_cast<std::size_t>(place);
      const double above = sorted[std::min(below + 1, sorted.size() - 1)];
      return sorted[below] + (place - static_cast<double>(below)) * (above - sorted[below]);
    };
    CHECK(row.calls() == static_cast<std::int64_t>(sorted.size()));
    CHECK(row.p50_ms() == Approx(percentile(0.5)));
    CHECK(row.p90_ms() == Approx(percentile(0.9)));
    CHECK(row.p95_ms() == Approx(percentile(0.95)));
    CHECK(row.p99_ms() == Approx(percentile(0.99)));
  }
  request.set_model("model_1");
  CHECK(calls.Must<pb::GetLatencyResponse>("GetLatency", request).rows_size() == 5);
}

TEST_CASE("latency and failures say how many rows they do not list") {
  Calls calls;
  calls.database.Execute(
      "INSERT INTO agent_invocations (agent_id, status, duration_ms, cost, created_at)"
      " SELECT 'agent_' || i, 'failure', 10, i, '2026-03-01Z' FROM generate_series(1, 1003) AS i");
  pb::GetLatencyRequest timed;
  *timed.mutable_from() = Day(1);
  *timed.mutable_to() = Day(2);
  const auto latency = calls.Must<pb::GetLatencyResponse>("GetLatency", timed);
  CHECK(latency.rows_size() == 1000);
  CHECK(latency.omitted_rows() == 3);
  pb::GetFailuresRequest failed;
  *failed.mutable_from() = Day(1);
  *failed.mutable_to() = Day(2);
  const auto failures = calls.Must<pb::GetFailuresResponse>("GetFailures", failed);
  REQUIRE(failures.rows_size() == 1000);
  CHECK(failures.rows(0).agent_id() == "agent_1003");
  CHECK(failures.omitted_rows() == 3);
  failed.set_agent_id("agent_7");
  CHECK(calls.Must<pb::GetFailuresResponse>("GetFailures", failed).omitted_rows() == 0);
}

// A call that costs `millionths` of a dollar.
pb::LoggedInvocation Costing(int millionths, pb::InvocationStatus status, int attempt,
                             std::vector<std::string> rules = {}) {
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->set_provider("openai");
  call.mutable_start()->set_model("gpt-4.1-mini");
  call.mutable_start()->set_attempt(attempt);
  call.mutable_outcome()->set_status(status);
  call.mutable_outcome()->mutable_tokens()->set_prompt_tokens(millionths * 10 / 4);
  call.mutable_outcome()->mutable_tokens()->set_completion_tokens(0);
  for (std::string& rule : rules) call.mutable_outcome()->add_failed_rules(std::move(rule));
  return call;
}

TEST_CASE("failures say which rules were broken, and what accepted documents cost") {
  Calls calls;
  const std::string user = calls.database.CreateUser();
  const auto failed = pb::INVOCATION_STATUS_VALIDATION_ERROR;
  const auto succeeded = pb::INVOCATION_STATUS_SUCCESS;
  const pb::LoggedInvocation workout = Costing(400, succeeded, 2);
  const pb::LoggedInvocation dossier = Costing(1000, succeeded, 1);
  calls.LogAll({Costing(100, failed, 1, {"RULE_A", "RULE_B", "RULE_A"}), Costing(200, failed, 1, {"RULE_A"}),
                Costing(20, pb::INVOCATION_STATUS_FAILURE, 2), workout, dossier});
  calls.database.Execute(
      "INSERT INTO workout_revisions (user_id, workout_id, revision, markdown, author, invocation_id)"
      " SELECT '" +
      user +
      "', gen_random_uuid(), 1, '# Workout', 'agent:coach', id FROM"
      " agent_invocations, generate_series(1, 2) WHERE id = '" +
      workout.start().id() + "'");
  calls.database.Execute("INSERT INTO user_dossiers (user_id, markdown) VALUES ('" + user +
                         "', '# Dossier')");
  calls.database.Execute("UPDATE user_dossier_revisions SET invocation_id = '" + dossier.start().id() + "'");

  pb::GetFailuresRequest request;
  *request.mutable_from() = rpc::ToTimestamp(absl::Now() - absl::Hours(1));
  *request.mutable_to() = rpc::ToTimestamp(absl::Now() + absl::Hours(1));
  const auto failures = calls.Must<pb::GetFailuresResponse>("GetFailures", request);
  REQUIRE(failures.rows_size() == 3);
  CHECK(failures.rows(0).rule() == "RULE_A");
  CHECK(failures.rows(0).calls() == 2);
  CHECK(failures.rows(0).cost_usd() == "0.0003");
  CHECK(failures.rows(0).model() == "gpt-4.1-mini");
  CHECK(failures.rows(1).rule() == "RULE_B");
  CHECK(failures.rows(1).cost_usd() == "0.0001");
  CHECK(failures.rows(2).rule().empty());
  CHECK(failures.rows(2).calls() == 1);
  CHECK(failures.cost_usd() == "0.00172");
  CHECK(failures.failed_cost_usd() == "0.00032");
  CHECK(failures.retry_cost_usd() == "0.00042");
  CHECK(failures.accepted_documents() == 3);
  CHECK(failures.cost_per_accepted_document_usd() == "0.000573333");
  REQUIRE(failures.documents_size() == 2);
  CHECK(failures.documents(0).kind() == "dossier");
  CHECK(failures.documents(0).cost_usd() == "0.001");
  CHECK(failures.documents(1).kind() == "workout");
  CHECK(failures.documents(1).revisions() == 2);
  CHECK(failures.documents(1).cost_usd() == "0.0004");

  request.set_agent_id("chat");
  const auto none = calls.Must<pb::GetFailuresResponse>("GetFailures", request);
  CHECK(none.rows_size() == 0);
  CHECK_FALSE(none.has_cost_per_accepted_document_usd());
}

TEST_CASE("what failures and documents cost says how much of it is not known") {
  Calls calls;
  pb::LoggedInvocation failed = Costing(100, pb::INVOCATION_STATUS_FAILURE, 1, {"RULE_A"});
  pb::LoggedInvocation dossier = Costing(100, pb::INVOCATION_STATUS_SUCCESS, 1);
  failed.mutable_start()->set_model("unheard-of");
  dossier.mutable_start()->set_model("unheard-of");
  calls.LogAll({failed, dossier});
  const std::string user = calls.database.CreateUser();
  calls.database.Execute("INSERT INTO user_dossiers (user_id, markdown) VALUES ('" + user +
                         "', '# Dossier')");
  calls.database.Execute("UPDATE user_dossier_revisions SET invocation_id = '" + dossier.start().id() + "'");

  pb::GetFailuresRequest request;
  *request.mutable_from() = rpc::ToTimestamp(absl::Now() - absl::Hours(1));
  *request.mutable_to() = rpc::ToTimestamp(absl::Now() + absl::Hours(1));
  const auto failures = calls.Must<pb::GetFailuresResponse>("GetFailures", request);
  CHECK(failures.unpriced_calls() == 2);
  REQUIRE(failures.rows_size() == 1);
  CHECK(failures.rows(0).unpriced_calls() == 1);
  REQUIRE(failures.documents_size() == 1);
  CHECK(failures.documents(0).cost_usd() == "0");
  CHECK(failures.documents(0).unpriced_calls() == 1);
}

TEST_CASE("failures, costs and documents of one answer are of one moment") {
  Calls calls;
  const std::string user = calls.database.CreateUser();
  TestDatabase::Session writer = calls.database.Open();
  writer.Execute("BEGIN");
  writer.Execute("LOCK workout_revisions");
  pb::GetFailuresRequest request;
  *request.mutable_from() = rpc::ToTimestamp(absl::Now() - absl::Hours(1));
  *request.mutable_to() = rpc::ToTimestamp(absl::Now() + absl::Hours(1));
  auto answer = std::async(std::launch::async,
                           [&] { return calls.Call<pb::GetFailuresResponse>("GetFailures", request); });
  Eventually([&] { return calls.database.Waiting("relation") == 1; });

  const pb::LoggedInvocation call = NewCall();
  calls.Log(call);
  writer.Execute(
      "INSERT INTO workout_revisions (user_id, workout_id, revision, markdown, author, invocation_id)"
      " VALUES ('" +
      user + "', gen_random_uuid(), 1, '# Workout', 'agent:coach', '" + call.start().id() + "')");
  writer.Execute("COMMIT");
  const auto failures = answer.get();
  REQUIRE(failures.ok());
  CHECK(failures.response.accepted_documents() == 1);
  CHECK(failures.response.cost_usd() == kCostOfCall);
}

}  // namespace
}  // namespace liftmark::invocations
