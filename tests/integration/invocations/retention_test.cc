// What is old: payloads go first, then rows; what never ended is abandoned.
#include "tests/integration/invocations/calls.h"

namespace liftmark::invocations {
namespace {

google::protobuf::Timestamp DaysAgo(int days) {
  return rpc::ToTimestamp(absl::Now() - absl::Hours(24 * days));
}

// 3,000 calls, one an hour, the newest now; each has a parent an hour older or newer than itself.
void LogHistory(Calls& calls) {
  calls.database.Execute(R"sql(
    INSERT INTO agent_invocations (id, agent_id, parent_invocation_id, status, input_data, cost, created_at)
    SELECT ('22222222-2222-4222-8222-' || lpad(i::text, 12, '0'))::uuid, 'chat',
           ('22222222-2222-4222-8222-' || lpad((i + CASE WHEN i % 2 = 0 THEN 1 ELSE 2 END)::text, 12, '0'))::uuid,
           'success', jsonb '[1]', 0.5, now() - i * interval '1 hour'
    FROM generate_series(0, 2998) AS i
    UNION ALL
    SELECT ('22222222-2222-4222-8222-' || lpad(i::text, 12, '0'))::uuid, 'chat', NULL, 'success', jsonb '[1]', 0.5,
           now() - i * interval '1 hour'
    FROM generate_series(2999, 3000) AS i
  )sql");
}

TEST_CASE("a purge clears payloads and deletes calls, parents and children alike") {
  Calls calls;
  LogHistory(calls);
  pb::PurgeInvocationsRequest request;
  *request.mutable_payloads_before() = DaysAgo(30);
  *request.mutable_calls_before() = DaysAgo(60);
  request.set_dry_run(true);
  auto purged = calls.Must<pb::PurgeInvocationsResponse>("PurgeInvocations", request);
  CHECK(purged.cleared_payloads() == 3000 - 720 + 1);
  CHECK(purged.deleted_calls() == 3000 - 1440 + 1);
  CHECK(calls.Count() == 3001);

  request.set_dry_run(false);
  purged = calls.Must<pb::PurgeInvocationsResponse>("PurgeInvocations", request);
  CHECK(purged.cleared_payloads() == 2281);
  CHECK(purged.deleted_calls() == 1561);
  CHECK_FALSE(purged.more());
  CHECK(calls.Count() == 1440);
  CHECK(calls.database.Scalar("SELECT count(input_data) FROM agent_invocations") == "720");
  CHECK(calls.database.Scalar("SELECT sum(cost) FROM agent_invocations") == "720.000000000");
  CHECK(calls.Must<pb::PurgeInvocationsResponse>("PurgeInvocations", request).deleted_calls() == 0);
}

TEST_CASE("purgers that run at once share the work") {
  Calls calls;
  LogHistory(calls);
  pb::PurgeInvocationsRequest request;
  *request.mutable_calls_before() = DaysAgo(1);
  std::vector<std::int64_t> deleted(4);
  Concurrently(4, [&](int i) {
    deleted[i] =
        calls.Call<pb::PurgeInvocationsResponse>("PurgeInvocations", request).response.deleted_calls();
  });
  CHECK(deleted[0] + deleted[1] + deleted[2] + deleted[3] == 3001 - 24);
  CHECK(calls.Count() == 24);
}

TEST_CASE("a purge of nothing in particular is refused") {
  Calls calls;
  CHECK(calls.Call<pb::PurgeInvocationsResponse>("PurgeInvocations", pb::PurgeInvocationsRequest()).code() ==
        grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_CASE("a call whose payload is purged can still be sent again") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->set_input_data("[1]");
  calls.Log(call);
  pb::PurgeInvocationsRequest request;
  *request.mutable_payloads_before() = DaysAgo(-1);
  CHECK(calls.Must<pb::PurgeInvocationsResponse>("PurgeInvocations", request).cleared_payloads() == 1);
  CHECK(calls.Log(call).cost_usd() == kCostOfCall);
  CHECK_FALSE(calls.Get(call.start().id()).has_input_data());
}

TEST_CASE("a call that runs for a day is abandoned, and can still be finished") {
  Calls calls;
  const pb::LoggedInvocation old = NewCall();
  const pb::LoggedInvocation young = NewCall();
  REQUIRE(calls.Start(old.start()).ok());
  REQUIRE(calls.Start(young.start()).ok());
  calls.database.Execute(
      "UPDATE agent_invocations SET created_at = now() - interval '25 hours' WHERE id = '" +
      old.start().id() + "'");
  const auto abandoned =
      calls.Must<pb::AbandonInvocationsResponse>("AbandonInvocations", pb::AbandonInvocationsRequest());
  CHECK(abandoned.abandoned_calls() == 1);
  CHECK(calls.Get(old.start().id()).status() == pb::INVOCATION_STATUS_ABANDONED);
  CHECK(calls.Get(young.start().id()).status() == pb::INVOCATION_STATUS_RUNNING);
  REQUIRE(calls.Finish(old.start().id(), old.outcome()).ok());
  CHECK(calls.Get(old.start().id()).status() == pb::INVOCATION_STATUS_SUCCESS);
}

}  // namespace
}  // namespace liftmark::invocations
