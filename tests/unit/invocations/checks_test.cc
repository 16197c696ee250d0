#include "services/invocations/checks.h"

#include <catch2/catch.hpp>
#include <limits>

#include "common/rpc/timestamp.h"
#include "common/status/status.h"

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

constexpr const char* kId = "0c7b1f3e-8a52-4c57-9d0e-3f5f2a6b7c8d";
const absl::Time kNow = absl::FromCivil(absl::CivilHour(2026, 3, 2, 12), absl::UTCTimeZone());

pb::LoggedInvocation Good() {
  pb::LoggedInvocation call;
  call.mutable_start()->set_id(kId);
  call.mutable_start()->set_agent_id("fitness_plan");
  call.mutable_outcome()->set_status(pb::INVOCATION_STATUS_SUCCESS);
  return call;
}

// The fields that are wrong.
std::vector<std::string> Faults(const pb::LoggedInvocation& call) {
  google::rpc::BadRequest bad_request;
  BadRequestOf(ItemChecks().Check(call, kNow), bad_request);
  std::vector<std::string> faults;
  for (const auto& violation : bad_request.field_violations()) faults.push_back(violation.field());
  return faults;
}

using Fields = std::vector<std::string>;

TEST_CASE("a call may leave out whatever is not known of it") { CHECK(Faults(Good()).empty()); }

TEST_CASE("the rules of the proto hold for each item") {
  pb::LoggedInvocation call = Good();
  call.mutable_start()->set_id("nil");
  call.mutable_start()->set_agent_id(std::string(101, 'a'));
  call.mutable_start()->set_model(std::string(201, 'm'));
  call.clear_outcome();
  CHECK(Faults(call) == Fields{"start.id", "start.agent_id", "start.model", "outcome"});
}

TEST_CASE("names are measured in characters") {
  pb::LoggedInvocation call = Good();
  std::string name;
  for (int i = 0; i < 100; ++i) name += "é";
  call.mutable_start()->set_agent_id(name);
  CHECK(Faults(call).empty());
}

TEST_CASE("a call is not its own parent") {
  pb::LoggedInvocation call = Good();
  call.mutable_start()->set_parent_invocation_id(kId);
  CHECK(Faults(call) == Fields{"start.parent_invocation_id"});
}

TEST_CASE("a call began between 2000 and tomorrow") {
  const auto [started_at, good] = GENERATE(table<absl::Time, bool>({
      {kNow, true},
      {kNow + absl::Hours(23), true},
      {kNow + absl::Hours(25), false},
      {absl::FromUnixSeconds(0), false},
      {absl::FromUnixSeconds(std::numeric_limits<std::int64_t>::max()), false},
  }));
  pb::LoggedInvocation call = Good();
  call.mutable_start()->mutable_started_at()->set_seconds(absl::ToUnixSeconds(started_at));
  CHECK(Faults(call).empty() == good);
}

TEST_CASE("cached tokens are part of the prompt, and reasoning of the completion") {
  pb::LoggedInvocation call = Good();
  pb::TokenCounts& tokens = *call.mutable_outcome()->mutable_tokens();
  tokens.set_prompt_tokens(100);
  tokens.set_cache_read_tokens(60);
  tokens.set_cache_write_tokens(40);
  tokens.set_completion_tokens(50);
  tokens.set_reasoning_tokens(50);
  CHECK(Faults(call).empty());
  tokens.set_cache_write_tokens(41);
  tokens.set_reasoning_tokens(51);
  CHECK(Faults(call) == Fields{"outcome.tokens.prompt_tokens", "outcome.tokens.completion_tokens"});
}

TEST_CASE("tokens that are not known are no zero") {
  pb::LoggedInvocation call = Good();
  call.mutable_outcome()->mutable_tokens()->set_cache_read_tokens(60);
  CHECK(Faults(call).empty());
}

TEST_CASE("the sum of the tokens has to fit its column") {
  pb::LoggedInvocation call = Good();
  call.mutable_outcome()->mutable_tokens()->set_prompt_tokens(std::numeric_limits<std::int32_t>::max());
  call.mutable_outcome()->mutable_tokens()->set_completion_tokens(1);
  CHECK(Faults(call) == Fields{"outcome.tokens.completion_tokens"});
}

TEST_CASE("a call that has ended is not running") {
  pb::LoggedInvocation call = Good();
  for (const auto status : {pb::INVOCATION_STATUS_RUNNING, pb::INVOCATION_STATUS_ABANDONED}) {
    call.mutable_outcome()->set_status(status);
    CHECK(Faults(call) == Fields{"outcome.status"});
  }
}

}  // namespace
}  // namespace liftmark::invocations
