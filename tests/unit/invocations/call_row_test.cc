#include "services/invocations/call_row.h"

#include <catch2/catch.hpp>

#include "services/invocations/payload.h"

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

TEST_CASE("a row is a JSON object that leaves out what is not known") {
  PayloadInfos infos;
  const std::string json = RowOf(Call(), infos).json;
  CHECK(ReadPayload(json).error.empty());
  for (const char* field :
       {R"("agent_id":"a \"quoted\" agent")", R"("started_at":"2026-03-02 15:06:40.123456+00")",
        R"("status":"failure")", "\"error_message\":\"half \uFFFD\uFFFD and \uFFFD\"",
        R"("failed_rules":["WORKOUT_MISSING_MAIN"])", R"("input_data":{"tools": []})",
        R"("output_data":"not JSON")", R"("output_error":"NOT_JSON")", R"("output_bytes":8)"}) {
    CHECK_THAT(json, Catch::Contains(field));
  }
  for (const char* column : {"session_id", "prompt_tokens", "duration_ms", "input_error"})
    CHECK_THAT(json, !Catch::Contains(column));
  CHECK_FALSE(infos.input.has_value());
  CHECK(infos.output->error() == "NOT_JSON");
}

TEST_CASE("the digests tell whether a call comes again") {
  PayloadInfos infos;
  const CallRow row = RowOf(Call(), infos);
  CHECK(RowOf(Call(), infos).start_digest == row.start_digest);
  CHECK(RowOf(Call().start(), infos).start_digest == row.start_digest);
  CHECK(RowOf(row.id, Call().outcome(), infos).outcome_digest == row.outcome_digest);

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
