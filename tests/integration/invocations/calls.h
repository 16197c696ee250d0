// An invocation service, and the calls that its tests log and read.
#pragma once

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "common/rpc/timestamp.h"
#include "services/invocations/invocation_service.h"
#include "tests/support/test_service.h"

namespace liftmark::invocations {

inline constexpr std::string_view kService = "liftmark.invocations.v1.InvocationService";
inline constexpr std::string_view kRole = "liftmark_invocations";

// A UUID that no other call of the program gave.
inline std::string NewId() {
  static int count = 0;
  char id[40];
  std::snprintf(id, sizeof id, "11111111-1111-4111-8111-%012x", ++count);
  return id;
}

// A call that has succeeded. Claude Sonnet 4.5 costs 3 and 15 dollars for a million tokens.
inline pb::LoggedInvocation NewCall(const std::string& id = NewId()) {
  pb::LoggedInvocation call;
  pb::InvocationStart& start = *call.mutable_start();
  start.set_id(id);
  start.set_agent_id("fitness_plan");
  start.set_provider("anthropic");
  start.set_model("claude-sonnet-4-5");
  pb::Outcome& outcome = *call.mutable_outcome();
  outcome.set_status(pb::INVOCATION_STATUS_SUCCESS);
  outcome.mutable_tokens()->set_prompt_tokens(1000);
  outcome.mutable_tokens()->set_completion_tokens(100);
  outcome.set_duration_ms(2000);
  return call;
}
inline constexpr const char* kCostOfCall = "0.0045";

inline pb::LoggedInvocation RootOf(const std::string& session, const std::string& id = NewId()) {
  pb::LoggedInvocation call = NewCall(id);
  call.mutable_start()->set_session_id(session);
  return call;
}

inline pb::LoggedInvocation ChildOf(const std::string& parent, const std::string& session,
                                    const std::string& id = NewId()) {
  pb::LoggedInvocation call = RootOf(session, id);
  call.mutable_start()->set_parent_invocation_id(parent);
  return call;
}

struct Calls {
  TestDatabase database;
  TestService<InvocationService> service{database, kRole, kService};

  template <class Response, class Request>
  Outcome<Response> Call(std::string_view method, const Request& request) const {
    return service.Call<Response>(method, request);
  }

  template <class Response, class Request>
  Response Must(std::string_view method, const Request& request) const {
    const Outcome<Response> outcome = Call<Response>(method, request);
    INFO(method << ": " << outcome.status.error_code() << " " << outcome.status.error_message());
    REQUIRE(outcome.ok());
    return outcome.response;
  }

  Outcome<pb::LogInvocationResponse> TryLog(const pb::LoggedInvocation& call) const {
    pb::LogInvocationRequest request;
    *request.mutable_invocation() = call;
    return Call<pb::LogInvocationResponse>("LogInvocation", request);
  }

  pb::LogResult Log(const pb::LoggedInvocation& call) const {
    pb::LogInvocationRequest request;
    *request.mutable_invocation() = call;
    return Must<pb::LogInvocationResponse>("LogInvocation", request).result();
  }

  std::vector<pb::LogResult> LogAll(const std::vector<pb::LoggedInvocation>& calls) const {
    pb::LogInvocationsRequest request;
    for (const pb::LoggedInvocation& call : calls) *request.add_invocations() = call;
    const auto response = Must<pb::LogInvocationsResponse>("LogInvocations", request);
    return {response.results().begin(), response.results().end()};
  }

  Outcome<pb::StartInvocationResponse> Start(const pb::InvocationStart& start) const {
    pb::StartInvocationRequest request;
    *request.mutable_start() = start;
    return Call<pb::StartInvocationResponse>("StartInvocation", request);
  }

  liftmark::Outcome<pb::FinishInvocationResponse> Finish(const std::string& id,
                                                         const pb::Outcome& outcome) const {
    pb::FinishInvocationRequest request;
    request.set_id(id);
    *request.mutable_outcome() = outcome;
    return Call<pb::FinishInvocationResponse>("FinishInvocation", request);
  }

  pb::Invocation Get(const std::string& id) const {
    pb::GetInvocationRequest request;
    request.set_id(id);
    request.set_include_payloads(true);
    return Must<pb::GetInvocationResponse>("GetInvocation", request).invocation();
  }

  pb::GetSessionResponse Session(const std::string& id, int max_calls = 0) const {
    pb::GetSessionRequest request;
    request.set_session_id(id);
    request.set_max_calls(max_calls);
    return Must<pb::GetSessionResponse>("GetSession", request);
  }

  int Count() { return std::stoi(database.Scalar("SELECT count(*) FROM agent_invocations")); }
};

// Runs `work(i)` on as many threads at once.
template <class Work>
void Concurrently(int threads, Work work) {
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) running.emplace_back(work, i);
  for (std::thread& thread : running) thread.join();
}

}  // namespace liftmark::invocations
