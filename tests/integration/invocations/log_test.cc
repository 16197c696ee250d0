// Writing calls: each once, acknowledged after its commit, whatever its payload and its neighbours.
#include <grpcpp/impl/codegen/sync_stream.h>

#include <atomic>
#include <cstdint>
#include <limits>

#include "tests/integration/invocations/calls.h"

namespace liftmark::invocations {
namespace {

TEST_CASE("a call is running from its start to its finish") {
  Calls calls;
  const pb::LoggedInvocation call = NewCall();
  REQUIRE(calls.Start(call.start()).ok());
  CHECK(calls.Get(call.start().id()).status() == pb::INVOCATION_STATUS_RUNNING);
  CHECK_FALSE(calls.Get(call.start().id()).has_finished_at());

  const auto finished = calls.Finish(call.start().id(), call.outcome());
  REQUIRE(finished.ok());
  CHECK(finished.response.result().cost_usd() == kCostOfCall);
  const pb::Invocation stored = calls.Get(call.start().id());
  CHECK(stored.status() == pb::INVOCATION_STATUS_SUCCESS);
  CHECK(stored.cost_usd() == kCostOfCall);
  CHECK(stored.total_tokens() == 1100);
  CHECK(stored.has_finished_at());
}

TEST_CASE("a call is finished once, and the same finish again is answered the same") {
  Calls calls;
  const pb::LoggedInvocation call = NewCall();
  REQUIRE(calls.Start(call.start()).ok());
  REQUIRE(calls.Finish(call.start().id(), call.outcome()).ok());
  const auto again = calls.Finish(call.start().id(), call.outcome());
  REQUIRE(again.ok());
  CHECK(again.response.result().cost_usd() == kCostOfCall);

  pb::Outcome other = call.outcome();
  other.set_status(pb::INVOCATION_STATUS_FAILURE);
  const auto refused = calls.Finish(call.start().id(), other);
  CHECK(refused.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(refused.reason() == "INVOCATION_FINISHED");
  CHECK(calls.Finish(NewId(), other).reason() == "INVOCATION_NOT_FOUND");
}

TEST_CASE("a duration that is not given is the time between start and finish") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  call.mutable_outcome()->clear_duration_ms();
  *call.mutable_start()->mutable_started_at() = rpc::ToTimestamp(absl::Now() - absl::Seconds(30));
  REQUIRE(calls.Start(call.start()).ok());
  REQUIRE(calls.Finish(call.start().id(), call.outcome()).ok());
  const int duration = calls.Get(call.start().id()).duration_ms();
  CHECK(duration >= 30'000);
  CHECK(duration < 60'000);
}

TEST_CASE("a whole call is kept with everything that is known of it") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  pb::InvocationStart& start = *call.mutable_start();
  start.set_session_id(NewId());
  start.set_request_id(NewId());
  start.set_user_id(calls.database.CreateUser());
  start.set_attempt(2);
  start.mutable_started_at()->set_seconds(1'772'464'000);
  start.set_input_data(R"({"tools": ["get_dossier"]})");
  pb::Outcome& outcome = *call.mutable_outcome();
  outcome.set_status(pb::INVOCATION_STATUS_VALIDATION_ERROR);
  outcome.set_error_message("naïve \U0001F3CB");
  outcome.add_failed_rules("WORKOUT_MISSING_MAIN");
  outcome.set_output_data(R"("# Workout")");
  outcome.set_output_format("markdown");
  outcome.mutable_tokens()->set_cache_read_tokens(400);
  outcome.mutable_tokens()->set_cache_write_tokens(100);
  outcome.mutable_tokens()->set_reasoning_tokens(50);
  calls.Log(call);

  const pb::Invocation stored = calls.Get(start.id());
  CHECK(stored.agent_id() == "fitness_plan");
  CHECK(stored.session_id() == start.session_id());
  CHECK(stored.request_id() == start.request_id());
  CHECK(stored.user_id() == start.user_id());
  CHECK(stored.provider() == "anthropic");
  CHECK(stored.model() == "claude-sonnet-4-5");
  CHECK(stored.attempt() == 2);
  CHECK(stored.started_at().seconds() == 1'772'464'000);
  CHECK(stored.finished_at().seconds() == 1'772'464'002);
  CHECK(stored.status() == pb::INVOCATION_STATUS_VALIDATION_ERROR);
  CHECK(stored.error_message() == outcome.error_message());
  CHECK(stored.failed_rules(0) == "WORKOUT_MISSING_MAIN");
  CHECK(stored.input_data() == R"({"tools": ["get_dossier"]})");
  CHECK(stored.output_data() == R"("# Workout")");
  CHECK(stored.output_format() == "markdown");
  CHECK(stored.tokens().SerializeAsString() == outcome.tokens().SerializeAsString());
  CHECK_FALSE(stored.has_input_info());
  // 500 at 3, 400 at 0.30, 100 at 3.75, 100 at 15 dollars for a million.
  CHECK(stored.cost_usd() == "0.003495");
  CHECK(calls.database.Scalar("SELECT shard_key FROM agent_invocations") == start.user_id());
}

TEST_CASE("the same call again is logged once, and another one with its id is refused") {
  Calls calls;
  const pb::LoggedInvocation call = NewCall();
  calls.Log(call);
  CHECK(calls.Log(call).cost_usd() == kCostOfCall);
  CHECK(calls.Start(call.start()).ok());
  CHECK(calls.Count() == 1);

  pb::LoggedInvocation other = call;
  other.mutable_start()->set_agent_id("chat");
  CHECK(calls.TryLog(other).reason() == "INVOCATION_EXISTS");
  other = call;
  other.mutable_outcome()->set_duration_ms(1);
  CHECK(calls.TryLog(other).code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(calls.Get(call.start().id()).duration_ms() == 2000);
}

TEST_CASE("a whole call finishes the one that has begun") {
  Calls calls;
  const pb::LoggedInvocation call = NewCall();
  REQUIRE(calls.Start(call.start()).ok());
  CHECK(calls.Log(call).cost_usd() == kCostOfCall);
  CHECK(calls.Get(call.start().id()).status() == pb::INVOCATION_STATUS_SUCCESS);
  CHECK(calls.Count() == 1);
}

TEST_CASE("names are kept up to their length in characters, and refused beyond it") {
  Calls calls;
  const auto letters = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "é";
    return text;
  };
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->set_agent_id(letters(100));
  call.mutable_start()->set_model(letters(200));
  calls.Log(call);
  CHECK(calls.Get(call.start().id()).agent_id() == letters(100));
  CHECK(calls.Get(call.start().id()).model() == letters(200));

  call.mutable_start()->set_id(NewId());
  call.mutable_start()->set_agent_id(letters(101));
  call.mutable_start()->set_model(letters(201));
  const auto refused = calls.TryLog(call);
  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(refused.violations().count("invocation.start.agent_id") == 1);
  CHECK(refused.violations().count("invocation.start.model") == 1);
  CHECK(calls.Count() == 1);
}

TEST_CASE("callers that send one call at once log it once") {
  Calls calls;
  const pb::LoggedInvocation call = NewCall();
  std::atomic<int> acknowledged = 0;
  Concurrently(32, [&](int) {
    if (calls.TryLog(call).ok()) ++acknowledged;
  });
  CHECK(acknowledged == 32);
  CHECK(calls.Count() == 1);
}

TEST_CASE("a batch answers each of its calls, and a bad one harms no other") {
  Calls calls;
  std::vector<pb::LoggedInvocation> batch;
  for (int i = 0; i < 8; ++i) batch.push_back(NewCall());
  batch[1].mutable_start()->clear_agent_id();
  batch[2].mutable_start()->set_user_id(NewId());
  batch[4].mutable_outcome()->mutable_tokens()->set_cache_read_tokens(1001);
  batch[6] = batch[5];
  batch[7].mutable_start()->set_id(batch[5].start().id());
  batch[7].mutable_start()->set_agent_id("chat");

  const std::vector<pb::LogResult> results = calls.LogAll(batch);
  const std::vector<std::string> reasons = {
      "", "INVALID_REQUEST", "USER_NOT_FOUND", "", "INVALID_REQUEST", "", "", "INVOCATION_EXISTS"};
  REQUIRE(results.size() == reasons.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    CHECK(results[i].id() == batch[i].start().id());
    CHECK(results[i].reason() == reasons[i]);
    CHECK((results[i].code() == 0) == reasons[i].empty());
  }
  CHECK(calls.Count() == 3);
}

TEST_CASE("of callers that are written together only the bad ones fail") {
  Calls calls;
  std::vector<pb::LoggedInvocation> sent;
  for (int i = 0; i < 64; ++i) sent.push_back(NewCall());
  for (const int bad : {3, 17, 40}) sent[bad].mutable_start()->set_user_id(NewId());
  std::vector<std::string> reasons(sent.size());
  Concurrently(64, [&](int i) { reasons[i] = calls.TryLog(sent[i]).reason(); });
  for (int i = 0; i < 64; ++i)
    CHECK(reasons[i] == (sent[i].start().user_id().empty() ? "" : "USER_NOT_FOUND"));
  CHECK(calls.Count() == 61);
}

TEST_CASE("what each call of a batch says and leaves out stays its own") {
  Calls calls;
  const std::vector<std::vector<std::string>> rules = {
      {}, {"A"}, {"NULL", "", "{a,b}", "\"quoted\" \\ \n"}, {"null"}, {}};
  constexpr int kMaxTokens = std::numeric_limits<std::int32_t>::max();
  std::vector<pb::LoggedInvocation> batch;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    pb::LoggedInvocation call = NewCall();
    for (const std::string& rule : rules[i]) call.mutable_outcome()->add_failed_rules(rule);
    if (i % 2 == 0) call.mutable_outcome()->clear_tokens();
    if (i % 2 == 1) call.mutable_outcome()->clear_duration_ms();
    if (i == 1) {
      call.mutable_start()->set_provider("openai");
      call.mutable_start()->set_model("gpt-4.1-mini");
      call.mutable_outcome()->mutable_tokens()->set_prompt_tokens(kMaxTokens - 100);
    }
    if (i == 2) call.mutable_start()->mutable_started_at()->set_nanos(123'456'789);
    if (i == 2) call.mutable_start()->mutable_started_at()->set_seconds(1'772'464'000);
    if (i == 3) call.mutable_start()->set_input_data(R"({"b": 0.10, "a": [null, 1e-9], "ü": "🏋 \"x\" \\"})");
    if (i == 3) call.mutable_outcome()->set_output_data("null");
    if (i == 4) call.mutable_start()->clear_model();
    batch.push_back(call);
  }
  for (const pb::LogResult& result : calls.LogAll(batch)) CHECK(result.code() == 0);

  for (std::size_t i = 0; i < batch.size(); ++i) {
    const pb::Invocation stored = calls.Get(batch[i].start().id());
    CHECK(std::vector<std::string>(stored.failed_rules().begin(), stored.failed_rules().end()) == rules[i]);
    CHECK(stored.tokens().SerializeAsString() == batch[i].outcome().tokens().SerializeAsString());
    CHECK(stored.has_total_tokens() == batch[i].outcome().has_tokens());
    CHECK(stored.has_cost_usd() == batch[i].outcome().has_tokens());
    CHECK(stored.has_duration_ms() == batch[i].outcome().has_duration_ms());
    CHECK(stored.has_model() == (i != 4));
    CHECK(stored.has_input_data() == (i == 3));
    CHECK_FALSE(stored.has_error_message());
    CHECK_FALSE(stored.has_input_info());
  }
  const std::string& dear = batch[1].start().id();
  CHECK(calls.Get(dear).total_tokens() == kMaxTokens);
  CHECK(calls.Get(dear).cost_usd() ==
        "858.9935788");  // 2,147,483,547 at 0.40 and 100 at 1.60 dollars a million
  CHECK(calls.Get(batch[2].start().id()).started_at().nanos() == 123'456'000);
  const pb::Invocation stored = calls.Get(batch[3].start().id());
  CHECK(stored.input_data() == R"({"a": [null, 0.000000001], "b": 0.10, "ü": "🏋 \"x\" \\"})");
  CHECK(stored.output_data() == "null");
}

TEST_CASE("a batch whose payloads exceed what one statement takes is written in parts") {
  Calls calls;
  std::vector<pb::LoggedInvocation> batch;
  // Each byte is kept as an escape of six.
  const std::string payload(16 * 1024, '\x01');
  for (int i = 0; i < 60; ++i) {
    batch.push_back(NewCall());
    batch.back().mutable_start()->set_input_data(payload);
  }
  batch[40].mutable_start()->set_user_id(NewId());
  const std::vector<pb::LogResult> results = calls.LogAll(batch);
  for (std::size_t i = 0; i < results.size(); ++i)
    CHECK(results[i].reason() == (i == 40 ? "USER_NOT_FOUND" : ""));
  CHECK(calls.Count() == 59);
  CHECK(calls.database.Scalar("SELECT min(length(input_data #>> '{}')) FROM agent_invocations") == "16384");
}

TEST_CASE("the largest payloads of callers that are written together are kept whole") {
  Calls calls;
  const std::string payload = "\"" + std::string(256 * 1024 - 2, 'x') + "\"";
  std::vector<pb::LoggedInvocation> sent(16, NewCall());
  for (pb::LoggedInvocation& call : sent) {
    call.mutable_start()->set_id(NewId());
    call.mutable_start()->set_input_data(payload);
    call.mutable_outcome()->set_output_data(payload);
  }
  sent[5].mutable_start()->set_user_id(NewId());
  std::vector<std::string> reasons(sent.size());
  Concurrently(16, [&](int i) { reasons[i] = calls.TryLog(sent[i]).reason(); });
  for (int i = 0; i < 16; ++i) CHECK(reasons[i] == (i == 5 ? "USER_NOT_FOUND" : ""));
  CHECK(calls.database.Scalar("SELECT count(*) FROM agent_invocations WHERE input_data::text = '" + payload +
                              "' AND output_data = input_data AND payload_error IS NULL") == "15");
}

TEST_CASE("no payload keeps a call from being logged") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->set_input_data(R"({"a": "\u0000"})");
  call.mutable_outcome()->set_output_data("{\"a\": \"\xff\"}");
  call.mutable_outcome()->set_error_message(std::string("bad \0 and \xf0\x9f", 12));
  const pb::LogResult result = calls.Log(call);
  CHECK(result.input_info().error() == "NUL");
  CHECK(result.output_info().error() == "NOT_UTF8");
  CHECK(result.cost_usd() == kCostOfCall);

  const pb::Invocation stored = calls.Get(call.start().id());
  CHECK(stored.total_tokens() == 1100);
  CHECK(stored.input_data() == R"("{\"a\": \"\\u0000\"}")");
  CHECK(stored.input_info().SerializeAsString() == result.input_info().SerializeAsString());
  CHECK(stored.output_info().SerializeAsString() == result.output_info().SerializeAsString());
  CHECK(stored.error_message() == "bad \uFFFD and \uFFFD\uFFFD");
}

TEST_CASE("nor does its size") {
  Calls calls;
  const std::string huge(std::size_t{7} << 20, 'x');
  const auto is_huge = [&huge](const pb::PayloadInfo& info) {
    return info.error() == "TOO_LARGE" && info.bytes() == static_cast<std::int64_t>(huge.size()) &&
           info.sha256().size() == 64;
  };
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->set_input_data(huge);
  call.mutable_outcome()->set_output_data(huge);
  const pb::LogResult logged = calls.Log(call);
  CHECK(logged.cost_usd() == kCostOfCall);
  CHECK(is_huge(logged.input_info()));
  CHECK(is_huge(logged.output_info()));
  CHECK(calls.Get(call.start().id()).input_data() == "\"" + huge.substr(0, 16 * 1024) + "\"");
  CHECK(calls.Log(call).cost_usd() == kCostOfCall);

  call.mutable_start()->set_id(NewId());
  const auto started = calls.Start(call.start());
  REQUIRE(started.ok());
  CHECK(is_huge(started.response.result().input_info()));
  const auto finished = calls.Finish(call.start().id(), call.outcome());
  REQUIRE(finished.ok());
  CHECK(is_huge(finished.response.result().output_info()));

  call.mutable_start()->set_id(NewId());
  const std::vector<pb::LogResult> results = calls.LogAll({call, NewCall()});
  CHECK(is_huge(results[0].input_info()));
  CHECK(results[1].cost_usd() == kCostOfCall);
  CHECK(calls.Count() == 4);

  call.mutable_start()->set_input_data(huge + huge + huge);
  CHECK(calls.TryLog(call).reason() == "REQUEST_TOO_LARGE");
}

TEST_CASE("payloads of a start and its finish have each their own fault") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->set_input_data("in");
  call.mutable_outcome()->set_output_data(std::string(300'000, ' ') + "1");
  REQUIRE(calls.Start(call.start()).ok());
  REQUIRE(calls.Finish(call.start().id(), call.outcome()).ok());
  const pb::Invocation stored = calls.Get(call.start().id());
  CHECK(stored.input_info().error() == "NOT_JSON");
  CHECK(stored.output_info().error() == "TOO_LARGE");
  CHECK(stored.output_info().bytes() == 300'001);
}

TEST_CASE("payloads come back only where they are asked for") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->set_input_data("[1]");
  calls.Log(call);
  pb::GetInvocationRequest request;
  request.set_id(call.start().id());
  CHECK_FALSE(calls.Must<pb::GetInvocationResponse>("GetInvocation", request).invocation().has_input_data());
  CHECK(calls.Get(call.start().id()).input_data() == "[1]");
}

TEST_CASE("a stream of batches says how many were logged, and which were not") {
  Calls calls;
  const auto channel = grpc::CreateChannel("127.0.0.1:" + std::to_string(calls.service.port()),
                                           grpc::InsecureChannelCredentials());
  const std::string path = "/" + std::string(kService) + "/StreamInvocations";
  const grpc::internal::RpcMethod method(path.c_str(), grpc::internal::RpcMethod::CLIENT_STREAMING, channel);
  grpc::ClientContext context;
  pb::StreamInvocationsResponse response;
  const std::unique_ptr<grpc::ClientWriter<pb::StreamInvocationsRequest>> writer(
      grpc::internal::ClientWriterFactory<pb::StreamInvocationsRequest>::Create(channel.get(), method,
                                                                                &context, &response));
  for (int batch = 0; batch < 10; ++batch) {
    pb::StreamInvocationsRequest request;
    for (int i = 0; i < 100; ++i) *request.add_invocations() = NewCall();
    request.mutable_invocations(batch)->mutable_start()->set_user_id(NewId());
    REQUIRE(writer->Write(request));
  }
  writer->WritesDone();
  REQUIRE(writer->Finish().ok());
  CHECK(response.logged() == 990);
  CHECK(response.failed() == 10);
  CHECK(response.failures_size() == 10);
  CHECK(response.failures(0).reason() == "USER_NOT_FOUND");
  CHECK(calls.Count() == 990);
}

TEST_CASE("a deleted user's calls keep their figures and lose their text for good") {
  Calls calls;
  const std::string user = calls.database.CreateUser();
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->set_user_id(user);
  call.mutable_start()->set_input_data("[1]");
  call.mutable_outcome()->set_output_data("[2]");
  call.mutable_outcome()->set_error_message("text");
  REQUIRE(calls.Start(call.start()).ok());
  calls.database.Execute("DELETE FROM users WHERE user_id = '" + user + "'");

  CHECK(calls.Start(call.start()).ok());  // nothing is left to compare with
  REQUIRE(calls.Finish(call.start().id(), call.outcome()).ok());
  const pb::Invocation stored = calls.Get(call.start().id());
  CHECK(stored.cost_usd() == kCostOfCall);
  CHECK_FALSE(stored.has_user_id());
  CHECK_FALSE(stored.has_input_data());
  CHECK_FALSE(stored.has_output_data());
  CHECK_FALSE(stored.has_error_message());
  CHECK(calls.database.Scalar("SELECT num_nulls(start_digest, outcome_digest) FROM agent_invocations") ==
        "2");
}

TEST_CASE("calls are listed by each filter, newest first, page by page") {
  Calls calls;
  const std::string user = calls.database.CreateUser();
  const std::string session = NewId();
  std::vector<std::string> of_user;
  for (int i = 0; i < 25; ++i) {
    pb::LoggedInvocation call = NewCall();
    call.mutable_start()->set_agent_id(i % 2 == 0 ? "chat" : "fitness_plan");
    if (i % 5 == 0) {
      call.mutable_start()->set_user_id(user);
      call.mutable_start()->set_session_id(session);
      call.mutable_outcome()->set_status(pb::INVOCATION_STATUS_FAILURE);
      of_user.insert(of_user.begin(), call.start().id());
    }
    calls.Log(call);
  }

  const auto list = [&](pb::ListInvocationsRequest request) {
    std::vector<std::string> ids;
    request.set_page_size(3);
    do {
      const auto page = calls.Must<pb::ListInvocationsResponse>("ListInvocations", request);
      CHECK(page.invocations_size() <= 3);
      for (const pb::Invocation& call : page.invocations()) ids.push_back(call.id());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return ids;
  };
  pb::ListInvocationsRequest request;
  CHECK(list(request).size() == 25);
  request.set_agent_id("chat");
  CHECK(list(request).size() == 13);
  request.Clear();
  request.set_user_id(user);
  CHECK(list(request) == of_user);
  request.Clear();
  request.set_session_id(session);
  CHECK(list(request) == of_user);
  request.Clear();
  request.set_status(pb::INVOCATION_STATUS_FAILURE);
  CHECK(list(request) == of_user);
  request.set_agent_id("chat");
  CHECK(list(request).size() == 3);
  *request.mutable_to() = rpc::ToTimestamp(absl::Now() - absl::Hours(1));
  CHECK(list(request).empty());
}

}  // namespace
}  // namespace liftmark::invocations
