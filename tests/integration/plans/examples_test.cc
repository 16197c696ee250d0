// Example plans, and how their use is counted (D32).
#include <catch2/catch.hpp>
#include <future>
#include <string>
#include <vector>

#include "tests/integration/plans/plans.h"

namespace liftmark::plans {
namespace {

TEST_CASE("reading examples counts their use once a request, and rotation brings the least used") {
  Suite suite;
  suite.database.Execute("DELETE FROM plan_examples");
  for (const char* type : {"ppl", "full_body"}) {
    pb::CreatePlanExampleRequest create;
    create.set_plan_type(type);
    create.set_experience_level("beginner");
    create.set_markdown(kMarkdown);
    REQUIRE(suite.service.Call<pb::CreatePlanExampleResponse>("CreatePlanExample", create).ok());
  }
  pb::ListPlanExamplesRequest request;
  request.set_plan_type("ppl");
  request.set_request_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02");

  const auto first = suite.service.Call<pb::ListPlanExamplesResponse>("ListPlanExamples", request);
  REQUIRE(first.ok());
  REQUIRE(first.response.examples_size() == 1);
  REQUIRE(suite.service.Call<pb::ListPlanExamplesResponse>("ListPlanExamples", request).ok());
  CHECK(suite.database.Scalar("SELECT usage_count FROM plan_examples WHERE plan_type = 'ppl'") == "1");

  pb::ListPlanExamplesRequest rotating;
  rotating.set_limit(1);
  rotating.set_rotate(true);
  CHECK(suite.service.Call<pb::ListPlanExamplesResponse>("ListPlanExamples", rotating)
            .response.examples(0)
            .plan_type() == "full_body");

  pb::RetirePlanExampleRequest retire;
  retire.set_id(first.response.examples(0).id());
  CHECK(suite.service.Call<pb::RetirePlanExampleResponse>("RetirePlanExample", retire).ok());
  request.clear_request_id();
  CHECK(suite.service.Call<pb::ListPlanExamplesResponse>("ListPlanExamples", request)
            .response.examples_size() == 0);
}

TEST_CASE("callers that read examples at once are all counted, in whatever order they ask") {
  Suite suite;
  suite.database.Execute("DELETE FROM plan_examples");
  pb::CreatePlanExampleRequest create;
  create.set_plan_type("ppl");
  create.set_markdown(kMarkdown);
  constexpr int kExamples = 4;
  for (int i = 0; i < kExamples; ++i) {
    REQUIRE(suite.service.Call<pb::CreatePlanExampleResponse>("CreatePlanExample", create).ok());
  }

  constexpr int kCallers = 8;
  constexpr int kRounds = 25;
  std::vector<std::future<int>> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.push_back(std::async(std::launch::async, [&suite, caller] {
      pb::ListPlanExamplesRequest request;
      request.set_limit(2);
      request.set_rotate(caller % 2 == 0);
      int read = 0;
      for (int round = 0; round < kRounds; ++round) {
        read += suite.service.Call<pb::ListPlanExamplesResponse>("ListPlanExamples", request)
                    .response.examples_size();
      }
      return read;
    }));
  }
  int read = 0;
  for (auto& caller : callers) read += caller.get();

  CHECK(read == kCallers * kRounds * 2);
  CHECK(suite.database.Scalar("SELECT sum(usage_count) FROM plan_examples") == std::to_string(read));
  CHECK(suite.database.Scalar("SELECT count(*) FROM plan_examples WHERE usage_count > 0") ==
        std::to_string(kExamples));
}

TEST_CASE("an update changes what it names: a level or goal can be taken away, a type cannot") {
  Suite suite;
  pb::CreatePlanExampleRequest create;
  create.set_plan_type("ppl");
  create.set_experience_level("beginner");
  create.set_primary_goal("strength");
  create.set_markdown(kMarkdown);
  pb::UpdatePlanExampleRequest request;
  request.set_id(
      suite.service.Call<pb::CreatePlanExampleResponse>("CreatePlanExample", create).response.example().id());

  request.set_experience_level("");
  const auto updated = suite.service.Call<pb::UpdatePlanExampleResponse>("UpdatePlanExample", request);
  REQUIRE(updated.ok());
  CHECK_FALSE(updated.response.example().has_experience_level());
  CHECK(updated.response.example().primary_goal() == "strength");
  CHECK(updated.response.example().plan_type() == "ppl");
  CHECK(updated.response.example().markdown() == kMarkdown);

  request.set_plan_type("");
  const auto refused = suite.service.Call<pb::UpdatePlanExampleResponse>("UpdatePlanExample", request);
  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(refused.violations().count("plan_type") == 1);
  request.set_plan_type("upper_lower");
  request.set_markdown("# Nothing");
  CHECK(suite.service.Call<pb::UpdatePlanExampleResponse>("UpdatePlanExample", request).reason() ==
        "DOCUMENT_REFUSED");
  CHECK(suite.database.Scalar("SELECT plan_type FROM plan_examples WHERE id = '" + request.id() + "'") ==
        "ppl");
}

}  // namespace
}  // namespace liftmark::plans
