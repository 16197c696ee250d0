#include "services/invocations/call_row.h"

#include <catch2/catch.hpp>

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

pb::LoggedInvocation Call() {
  pb::LoggedInvocation call;
  call.mutable_start()->set_id("0c7b1f3e-8a52-4c57-9d0e-3f5f2a6b7c8d");
  call.mutable_start()->set_agent_id("a \"quoted\" agent");
  call.mutable_start()->mutable_started_at()->set_seconds(1'772'464'000);
  call.mutable_start()->mutable_started_at()->set_nanos(123'456'789);
  call.mutable_start()->set_input_data(R"({"tools": []})");
  call.mutable_outcome()->set_status(pb::INVOCATION_STATUS_FAILURE);
  call.mutable_outcome()->set_error_message(std::string("half \xf0\x9f and \0", 13));
  call.mutable_outcome()->add_failed_rules("WORKOUT_MISSING_MAIN");
  call.mutable_outcome()->set_output_data("not JSON");
  return call;
}

TEST_CASE("a row has what the table takes, and refers to the message for the rest") {
  PayloadInfos infos;
  const pb::LoggedInvocation call = Call();
  const CallRow row = RowOf(call, infos);
  CHECK(row.id == call.start().id());
  CHECK(row.start == &call.start());
  CHECK(row.outcome == &call.outcome());
  CHECK(row.error_message == "half \uFFFD\uFFFD and \uFFFD");
  CHECK(row.input.json() == call.start().input_data());
  CHECK(row.output.json() == "\"not JSON\"");
  CHECK(row.output.error == "NOT_JSON");
  CHECK_FALSE(infos.input.has_value());
  CHECK(infos.output->error() == "NOT_JSON");
  CHECK(row.bytes > row.input.json().size() + row.output.json().size());
  CHECK(RowOf(call.start(), infos).outcome == nullptr);
}

TEST_CASE("the digests tell whether a call comes again") {
  PayloadInfos infos;
  const pb::LoggedInvocation call = Call();
  const pb::LoggedInvocation again = Call();
  const CallRow row = RowOf(call, infos);
  CHECK(RowOf(again, infos).start_digest == row.start_digest);
  CHECK(RowOf(again.start(), infos).start_digest == row.start_digest);
  CHECK(RowOf(row.id, again.outcome(), infos).outcome_digest == row.outcome_digest);

  pb::LoggedInvocation other = Call();
  other.mutable_start()->set_input_data(R"({"tools": [1]})");
  CHECK(RowOf(other, infos).start_digest != row.start_digest);
  CHECK(RowOf(other, infos).outcome_digest == row.outcome_digest);
  other = Call();
  other.mutable_outcome()->mutable_tokens()->set_prompt_tokens(0);
  CHECK(RowOf(other, infos).outcome_digest != row.outcome_digest);
}

}  // namespace
}  // namespace liftmark::invocations
