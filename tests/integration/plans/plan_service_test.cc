// PlanService through real gRPC calls, on real PostgreSQL.
#include "services/plans/plan_service.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/test_service.h"

namespace liftmark::plans {
namespace {

const std::string kMarkdown =
    "# Base and Peak\n\n**Duration:** 16 weeks\n**Goal:** Strength\n\n## Program Philosophy\nSlow and "
    "steady.\n\n"
    "## Microcycle 1-8: Base (Weeks 1-8)\n\n### Weekly Pattern\n#### Monday - Lower\n- Back Squat: 4 × 6 "
    "(RPE 7)\n"
    "#### Thursday - Upper\n- Bench Press: 4 × 6 (RPE 7)\n\n## Microcycle 9-16: Peak (Weeks 9-16)\n\n"
    "### Weekly Pattern\n#### Monday - Lower\n- Back Squat: 5 × 3 (RPE 8)\n\n## Modification History\n"
    "- **2026-03-01:** Written.\n";

struct Suite {
  TestDatabase database;
  TestService<PlanService> service{database, "liftmark_plans", "liftmark.plans.v1.PlanService"};
  std::string user = database.CreateUser();

  pb::CreatePlanRequest CreateRequest(const std::string& start_date = "2026-03-02") const {
    pb::CreatePlanRequest request;
    request.set_user_id(user);
    request.set_start_date(start_date);
    request.set_markdown(kMarkdown);
    request.mutable_options()->set_author("agent:planner");
    return request;
  }

  std::string Create(bool activate = false) const {
    pb::CreatePlanRequest request = CreateRequest();
    request.set_activate(activate);
    const auto created = service.Call<pb::CreatePlanResponse>("CreatePlan", request);
    REQUIRE(created.ok());
    return created.response.id();
  }

  Outcome<pb::ActivatePlanResponse> Activate(const std::string& id,
                                             const std::string& request_id = "") const {
    pb::ActivatePlanRequest request;
    request.set_user_id(user);
    request.set_id(id);
    request.set_request_id(request_id);
    return service.Call<pb::ActivatePlanResponse>("ActivatePlan", request);
  }

  Outcome<pb::GetPlanWeekResponse> WeekOf(const std::string& id, int week) const {
    pb::GetPlanWeekRequest request;
    request.set_user_id(user);
    request.set_id(id);
    request.set_week(week);
    return service.Call<pb::GetPlanWeekResponse>("GetPlanWeek", request);
  }

  void CreateDossier() {
    database.Execute("INSERT INTO user_dossiers (user_id, markdown) VALUES ('" + user + "', '# Dossier')");
  }

  std::string Active() {
    return database.Scalar(
        "SELECT coalesce(string_agg(id::text, ','), '') FROM training_plans WHERE is_active");
  }
  std::string Pointer() {
    return database.Scalar("SELECT coalesce(current_plan_id::text, '') FROM user_dossiers");
  }
};

TEST_CASE("a plan comes back byte for byte, with its view, its weeks and its end") {
  Suite suite;
  const auto created = suite.service.Call<pb::CreatePlanResponse>("CreatePlan", suite.CreateRequest());
  REQUIRE(created.ok());
  CHECK(created.response.end_date() == "2026-06-22");

  pb::GetPlanRequest request;
  request.set_user_id(suite.user);
  request.set_id(created.response.id());
  request.set_view(pb::PLAN_VIEW_FULL);
  const auto full = suite.service.Call<pb::GetPlanResponse>("GetPlan", request);

  REQUIRE(full.ok());
  const pb::Plan& plan = full.response.plan();
  CHECK(plan.markdown() == kMarkdown);
  CHECK(plan.structured().SerializeAsString() == PlanKind::Build(kMarkdown).view);
  CHECK(plan.structured().microcycles_size() == 2);
  CHECK(plan.json() == PlanKind::Build(kMarkdown).json);
  CHECK(plan.end_date() == "2026-06-22");
  CHECK_FALSE(plan.is_active());
}

TEST_CASE("activating a plan moves the active one and the dossier's pointer together") {
  Suite suite;
  suite.CreateDossier();
  const std::string first = suite.Create(true);
  CHECK(suite.Active() == first);
  CHECK(suite.Pointer() == first);
  const std::string second = suite.Create();

  const auto activated = suite.Activate(second);

  REQUIRE(activated.ok());
  CHECK(activated.response.previous_plan_id() == first);
  CHECK(suite.Active() == second);
  CHECK(suite.Pointer() == second);
  CHECK_FALSE(suite.Activate(second).response.has_previous_plan_id());

  const std::string third = suite.Create(true);
  CHECK(suite.Active() == third);
  CHECK(suite.Pointer() == third);
}

TEST_CASE("an activation that is sent again gets the same answer, and another one with its id is refused") {
  Suite suite;
  const std::string first = suite.Create(true);
  const std::string second = suite.Create();
  const std::string request_id = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02";

  REQUIRE(suite.Activate(second, request_id).response.previous_plan_id() == first);
  REQUIRE(suite.Activate(first).ok());
  CHECK(suite.Activate(second, request_id).response.previous_plan_id() == first);
  CHECK(suite.Active() == first);
  CHECK(suite.Activate(first, request_id).reason() == "REQUEST_ID_REUSED");
}

TEST_CASE("deactivating leaves no plan and no pointer, once") {
  Suite suite;
  suite.CreateDossier();
  const std::string id = suite.Create(true);
  pb::DeactivatePlanRequest request;
  request.set_user_id(suite.user);
  request.set_id(id);

  CHECK(suite.service.Call<pb::DeactivatePlanResponse>("DeactivatePlan", request).response.changed());
  CHECK(suite.Active().empty());
  CHECK(suite.Pointer().empty());
  CHECK_FALSE(suite.service.Call<pb::DeactivatePlanResponse>("DeactivatePlan", request).response.changed());
  pb::GetActivePlanRequest active;
  active.set_user_id(suite.user);
  CHECK(suite.service.Call<pb::GetActivePlanResponse>("GetActivePlan", active).reason() == "NO_ACTIVE_PLAN");
}

TEST_CASE("8 callers that activate 8 plans: never two active, never a wrong pointer, every call succeeds") {
  constexpr int kCallers = 8;
  constexpr int kRounds = 100;
  Suite suite;
  suite.CreateDossier();
  std::vector<std::string> plans;
  for (int i = 0; i < kCallers; ++i) plans.push_back(suite.Create(i == 0));

  std::atomic<bool> done{false};
  std::atomic<int> failed{0};
  std::vector<std::future<void>> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.push_back(std::async(std::launch::async, [&, caller] {
      for (int round = 0; round < kRounds; ++round) {
        if (!suite.Activate(plans[static_cast<std::size_t>(caller)]).ok()) ++failed;
      }
    }));
  }
  int wrong = 0;
  std::thread reader([&] {
    TestDatabase::Session session = suite.database.Open();
    while (!done) {
      if (session.Scalar("SELECT count(*) FROM training_plans p JOIN user_dossiers d USING (user_id) "
                         "WHERE p.is_active AND d.current_plan_id = p.id") != "1" ||
          session.Scalar("SELECT count(*) FROM training_plans WHERE is_active") != "1") {
        ++wrong;
      }
    }
  });
  for (auto& caller : callers) caller.get();
  done = true;
  reader.join();

  CHECK(failed == 0);
  CHECK(wrong == 0);
}

TEST_CASE("a week is its microcycle's own bytes, its days, and its dates") {
  Suite suite;
  const std::string id = suite.Create(true);

  const auto week = suite.WeekOf(id, 9);

  REQUIRE(week.ok());
  CHECK(week.response.microcycle().name() == "Peak");
  CHECK(week.response.start_date() == "2026-04-27");
  CHECK(week.response.end_date() == "2026-05-04");
  CHECK(week.response.markdown().starts_with("## Microcycle 9-16: Peak (Weeks 9-16)\n"));
  CHECK(kMarkdown.find(week.response.markdown()) != std::string::npos);
  CHECK(week.response.markdown().find("Modification") == std::string::npos);
  CHECK(week.response.section_bytes() == week.response.markdown().size());
  CHECK(week.response.plan_bytes() == kMarkdown.size());

  pb::GetPlanWeekRequest by_date;
  by_date.set_user_id(suite.user);
  by_date.set_date("2026-03-12");
  const auto thursday = suite.service.Call<pb::GetPlanWeekResponse>("GetPlanWeek", by_date);
  REQUIRE(thursday.ok());
  CHECK(thursday.response.week() == 2);
  REQUIRE(thursday.response.days_of_date_size() == 1);
  CHECK(thursday.response.days_of_date(0).title() == "Upper");
}

TEST_CASE("outside the plan there is no week, and the answer says when it runs") {
  Suite suite;
  const std::string id = suite.Create(true);

  const auto beyond = suite.WeekOf(id, 17);
  CHECK(beyond.code() == grpc::StatusCode::NOT_FOUND);
  CHECK(beyond.reason() == "OUTSIDE_PLAN");
  CHECK(beyond.metadata("start_date") == "2026-03-02");
  CHECK(beyond.metadata("end_date") == "2026-06-22");
  for (const char* date : {"2026-03-01", "2026-06-22"}) {
    pb::GetPlanWeekRequest request;
    request.set_user_id(suite.user);
    request.set_date(date);
    CHECK(suite.service.Call<pb::GetPlanWeekResponse>("GetPlanWeek", request).reason() == "OUTSIDE_PLAN");
  }
}

TEST_CASE("rescheduling moves both dates, across leap days and years") {
  Suite suite;
  pb::ReschedulePlanRequest request;
  request.set_user_id(suite.user);
  request.set_id(suite.Create());

  request.set_start_date("2027-12-20");
  const auto moved = suite.service.Call<pb::ReschedulePlanResponse>("ReschedulePlan", request);
  REQUIRE(moved.ok());
  CHECK(moved.response.start_date() == "2027-12-20");
  CHECK(moved.response.end_date() == "2028-04-10");
}

TEST_CASE("an update that changes the duration moves the end") {
  Suite suite;
  const std::string id = suite.Create();
  pb::UpdatePlanRequest request;
  request.set_user_id(suite.user);
  request.set_id(id);
  request.set_force(true);
  request.set_markdown(kMarkdown);
  request.mutable_markdown()->replace(kMarkdown.find("16 weeks"), 8, "18 weeks");
  request.mutable_options()->set_author("agent:planner");

  REQUIRE(suite.service.Call<pb::UpdatePlanResponse>("UpdatePlan", request).ok());

  CHECK(suite.database.Scalar("SELECT end_date FROM training_plans") == "2026-07-06");
}

TEST_CASE("the active plan cannot be deleted, another one can") {
  Suite suite;
  const std::string id = suite.Create(true);
  const std::string other = suite.Create();
  pb::DeletePlanRequest request;
  request.set_user_id(suite.user);
  request.set_id(id);
  const auto refused = suite.service.Call<pb::DeletePlanResponse>("DeletePlan", request);
  CHECK(refused.code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(refused.reason() == "PLAN_ACTIVE");

  request.set_id(other);
  CHECK(suite.service.Call<pb::DeletePlanResponse>("DeletePlan", request).ok());
  CHECK(suite.database.Scalar("SELECT count(*) FROM training_plans") == "1");
}

TEST_CASE("another user's plan is not found by any call, and nothing of it changes") {
  Suite suite;
  const std::string id = suite.Create(true);
  suite.user = suite.database.CreateUser();
  const auto before = suite.database.Rows("SELECT * FROM training_plans");

  CHECK(suite.Activate(id).reason() == "PLAN_NOT_FOUND");
  CHECK(suite.WeekOf(id, 1).reason() == "PLAN_NOT_FOUND");
  pb::DeactivatePlanRequest deactivate;
  deactivate.set_user_id(suite.user);
  deactivate.set_id(id);
  CHECK(suite.service.Call<pb::DeactivatePlanResponse>("DeactivatePlan", deactivate).reason() ==
        "PLAN_NOT_FOUND");
  pb::ReschedulePlanRequest reschedule;
  reschedule.set_user_id(suite.user);
  reschedule.set_id(id);
  reschedule.set_start_date("2027-01-01");
  CHECK(suite.service.Call<pb::ReschedulePlanResponse>("ReschedulePlan", reschedule).reason() ==
        "PLAN_NOT_FOUND");
  pb::CreatePlanRequest create = suite.CreateRequest();
  create.set_id(id);
  // Its id is taken: that much cannot be hidden, since ids are unique.
  CHECK_FALSE(suite.service.Call<pb::CreatePlanResponse>("CreatePlan", create).ok());
  CHECK(suite.database.Rows("SELECT * FROM training_plans") == before);
}

TEST_CASE("a modification is added on top, and nothing else changes") {
  Suite suite;
  pb::AppendModificationRequest request;
  request.set_user_id(suite.user);
  request.set_id(suite.Create());
  request.set_date("2026-03-09");
  request.set_text("Squat variation: front.");
  request.mutable_options()->set_author("agent:planner");

  REQUIRE(suite.service.Call<pb::AppendModificationResponse>("AppendModification", request).ok());

  std::string expected = kMarkdown;
  expected.insert(expected.find("- **2026-03-01"), "- **2026-03-09:** Squat variation: front.\n");
  CHECK(suite.database.Scalar("SELECT markdown FROM training_plans") == expected);
}

TEST_CASE("plans without phases, or with gaps, are stored with warnings and refused when strict") {
  Suite suite;
  pb::CreatePlanRequest request = suite.CreateRequest();
  request.set_markdown(kMarkdown);
  request.mutable_markdown()->replace(kMarkdown.find("Microcycle 9-16: Peak (Weeks 9-16)"), 34,
                                      "Microcycle 10-16: Peak (Weeks 10-16)");

  const auto stored = suite.service.Call<pb::CreatePlanResponse>("CreatePlan", request);
  REQUIRE(stored.ok());
  REQUIRE(stored.response.result().diagnostics_size() >= 1);
  CHECK(stored.response.result().diagnostics(0).rule() == "PLAN_WEEKS_GAP");

  request.mutable_options()->set_strict(true);
  const auto refused = suite.service.Call<pb::CreatePlanResponse>("CreatePlan", request);
  CHECK(refused.reason() == "DOCUMENT_REFUSED");
  CHECK(refused.violations().find("markdown")->second.starts_with("PLAN_WEEKS_GAP, line "));
}

TEST_CASE("plans are found by any spelling of an exercise and by type, and stale ones are not left out") {
  Suite suite;
  suite.Create();
  suite.database.Execute(
      "UPDATE training_plans SET cached_revision = NULL, exercise_keys = NULL, plan_type = NULL");
  pb::FindPlansRequest request;
  request.set_exercise("Barbell back squats");

  const auto found = suite.service.Call<pb::FindPlansResponse>("FindPlans", request);

  REQUIRE(found.ok());
  CHECK(found.response.plans_size() == 1);
  CHECK(found.response.stale_documents() == 0);
  request.set_exercise("Deadlift");
  CHECK(suite.service.Call<pb::FindPlansResponse>("FindPlans", request).response.plans_size() == 0);
}

TEST_CASE("plans are listed newest start first, page by page") {
  Suite suite;
  for (const char* date : {"2026-01-05", "2026-03-02", "2025-10-06"}) {
    REQUIRE(suite.service.Call<pb::CreatePlanResponse>("CreatePlan", suite.CreateRequest(date)).ok());
  }
  pb::ListPlansRequest request;
  request.set_user_id(suite.user);
  request.set_page_size(2);
  std::vector<std::string> dates;
  do {
    const auto page = suite.service.Call<pb::ListPlansResponse>("ListPlans", request);
    REQUIRE(page.ok());
    for (const pb::Plan& plan : page.response.plans()) dates.push_back(plan.start_date());
    request.set_page_token(page.response.next_page_token());
  } while (!request.page_token().empty());
  CHECK(dates == std::vector<std::string>{"2026-03-02", "2026-01-05", "2025-10-06"});
}

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

}  // namespace
}  // namespace liftmark::plans
