// Sessions: trees of calls that come in any order, with sums that are exact.
#include "tests/integration/invocations/calls.h"

namespace liftmark::invocations {
namespace {

TEST_CASE("a session is a tree whichever of its calls comes first") {
  Calls calls;
  const std::string session = NewId();
  const std::string root = NewId();
  const std::string child = NewId();
  std::vector<pb::LoggedInvocation> sent = {RootOf(session, root), ChildOf(root, session, child),
                                            ChildOf(child, session), ChildOf(child, session)};
  for (std::size_t i = 0; i < sent.size(); ++i)
    sent[i].mutable_start()->mutable_started_at()->set_seconds(1'772'464'000 + static_cast<int>(i));
  const bool children_first = GENERATE(false, true);
  if (children_first) std::reverse(sent.begin(), sent.end());
  for (const pb::LoggedInvocation& call : sent) calls.Log(call);

  const pb::GetSessionResponse response = calls.Session(session);
  REQUIRE(response.calls_size() == 4);
  CHECK(response.calls(0).invocation().id() == root);
  CHECK(response.calls(0).subtree().calls() == 4);
  CHECK(response.calls(0).subtree().cost_usd() == "0.018");
  CHECK(response.calls(0).subtree().prompt_tokens() == 4000);
  CHECK(response.calls(0).elapsed_ms() == 5000);
  CHECK(response.calls(1).invocation().id() == child);
  CHECK(response.calls(1).invocation().parent_invocation_id() == root);
  CHECK(response.calls(1).depth() == 1);
  CHECK(response.calls(1).subtree().cost_usd() == "0.0135");
  CHECK(response.calls(3).depth() == 2);
  for (const pb::SessionCall& call : response.calls()) CHECK_FALSE(call.parent_missing());
  CHECK(response.totals().cost_usd() == "0.018");
  CHECK(response.omitted_calls() == 0);
}

TEST_CASE("a parent that never comes leaves a root that says so, and exact sums") {
  Calls calls;
  const std::string session = NewId();
  const std::string never = NewId();
  calls.LogAll({ChildOf(never, session), ChildOf(never, session)});
  const pb::GetSessionResponse response = calls.Session(session);
  REQUIRE(response.calls_size() == 2);
  CHECK(response.calls(0).parent_missing());
  CHECK(response.calls(0).invocation().parent_invocation_id() == never);
  CHECK(response.totals().cost_usd() == "0.009");
}

TEST_CASE(
    "a session of 10,000 calls, 50 deep, is answered in part with sums of the whole, and takes no cycle") {
  Calls calls;
  constexpr int kCalls = 10'000;
  constexpr int kDepth = 50;
  const std::string session = NewId();
  const std::string awaited = NewId();
  std::vector<std::string> ids;
  for (int i = 0; i < kCalls; ++i) ids.push_back(NewId());
  // Each 50th call is a root, the first one's parent is awaited, and each other call is a child of the one
  // before; the last batches come first.
  for (int batch = kCalls / 500 - 1; batch >= 0; --batch) {
    std::vector<pb::LoggedInvocation> sent;
    for (int i = batch * 500; i < (batch + 1) * 500; ++i) {
      sent.push_back(i % kDepth == 0 ? RootOf(session, ids[i]) : ChildOf(ids[i - 1], session, ids[i]));
      if (i == 0) sent.back() = ChildOf(awaited, session, ids[i]);
      sent.back().mutable_start()->mutable_started_at()->set_seconds(1'772'464'000 + i);
    }
    for (const pb::LogResult& result : calls.LogAll(sent)) CHECK(result.code() == 0);
  }

  const std::string& deepest = ids[kDepth - 1];
  CHECK(calls.TryLog(ChildOf(deepest, session, awaited)).reason() == "PARENT_CYCLE");
  const std::string between = NewId();
  const auto results = calls.LogAll({ChildOf(deepest, session, between), ChildOf(between, session, awaited)});
  CHECK(results[0].reason().empty());
  CHECK(results[1].reason() == "PARENT_CYCLE");

  const pb::GetSessionResponse response = calls.Session(session);
  CHECK(response.calls_size() == 1000);
  CHECK(response.omitted_calls() == kCalls + 1 - 1000);
  CHECK(response.uncounted_calls() == 0);
  CHECK(response.totals().calls() == kCalls + 1);
  CHECK(response.totals().cost_usd() == "45.0045");
  CHECK(response.totals().duration_ms() == 2000 * (kCalls + 1));
  CHECK(response.calls(0).parent_missing());
  CHECK(response.calls(0).subtree().calls() == kDepth + 1);
  CHECK(response.calls(kDepth - 1).invocation().id() == deepest);
  CHECK(response.calls(kDepth - 1).depth() == kDepth - 1);
  CHECK(response.calls(kDepth - 1).subtree().calls() == 2);
  CHECK(response.calls(kDepth).invocation().id() == between);
  CHECK(response.calls(kDepth).depth() == kDepth);
}

TEST_CASE("a session that is too large for a tree is summed as a whole") {
  Calls calls;
  const std::string session = NewId();
  calls.database.Execute(
      "INSERT INTO agent_invocations (agent_id, session_id, status, prompt_tokens, cost, started_at)"
      " SELECT 'chat', '" +
      session +
      "', 'success', 1, 0.000000001, now() + i * interval '1 s' FROM generate_series(1, 20100) AS i");
  const pb::GetSessionResponse response = calls.Session(session, 10);
  CHECK(response.calls_size() == 10);
  CHECK(response.totals().calls() == 20'100);
  CHECK(response.totals().cost_usd() == "0.0000201");
  CHECK(response.uncounted_calls() == 100);
  CHECK(response.omitted_calls() == 20'090);
}

TEST_CASE("a session without calls is not found") {
  Calls calls;
  pb::GetSessionRequest request;
  request.set_session_id(NewId());
  CHECK(calls.Call<pb::GetSessionResponse>("GetSession", request).reason() == "SESSION_NOT_FOUND");
}

}  // namespace
}  // namespace liftmark::invocations
