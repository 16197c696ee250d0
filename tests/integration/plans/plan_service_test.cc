// PlanService through real gRPC calls, on real PostgreSQL.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/integration/plans/plans.h"

namespace liftmark::plans {
namespace {

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

// Every call that names a plan, made for one.
std::map<std::string, grpc::Status> CallsOf(const Suite& suite, const std::string& id) {
  std::map<std::string, grpc::Status> statuses;
  const auto call = [&]<class Response>(const std::string& method, const auto& request, Response) {
    statuses[method] = suite.service.Call<Response>(method, request).status;
  };
  const std::string& user = suite.user;
  call("GetPlan", For<pb::GetPlanRequest>(user, id), pb::GetPlanResponse());
  call("GetStructuredPlan", For<pb::GetStructuredPlanRequest>(user, id), pb::GetStructuredPlanResponse());
  auto week = For<pb::GetPlanWeekRequest>(user, id);
  week.set_week(1);
  call("GetPlanWeek", week, pb::GetPlanWeekResponse());
  auto update = For<pb::UpdatePlanRequest>(user, id);
  update.set_markdown("# Mine\n\n#### Monday\n- Squat: 3 x 5\n");
  update.set_force(true);
  call("UpdatePlan", update, pb::UpdatePlanResponse());
  call("ListSections", For<pb::ListSectionsRequest>(user, id), pb::ListSectionsResponse());
  auto section = For<pb::GetSectionRequest>(user, id);
  section.add_path("Program Philosophy");
  call("GetSection", section, pb::GetSectionResponse());
  auto edit = For<pb::EditSectionRequest>(user, id);
  edit.mutable_edit()->add_path("Program Philosophy");
  edit.mutable_edit()->set_kind(liftmark::document::v1::SECTION_EDIT_KIND_DELETE);
  call("EditSection", edit, pb::EditSectionResponse());
  auto modification = For<pb::AppendModificationRequest>(user, id);
  modification.set_date("2026-03-09");
  modification.set_text("Mine.");
  call("AppendModification", modification, pb::AppendModificationResponse());
  call("ActivatePlan", For<pb::ActivatePlanRequest>(user, id), pb::ActivatePlanResponse());
  call("DeactivatePlan", For<pb::DeactivatePlanRequest>(user, id), pb::DeactivatePlanResponse());
  auto reschedule = For<pb::ReschedulePlanRequest>(user, id);
  reschedule.set_start_date("2027-01-01");
  call("ReschedulePlan", reschedule, pb::ReschedulePlanResponse());
  call("DeletePlan", For<pb::DeletePlanRequest>(user, id), pb::DeletePlanResponse());
  call("ListRevisions", For<pb::ListRevisionsRequest>(user, id), pb::ListRevisionsResponse());
  auto revision = For<pb::GetRevisionRequest>(user, id);
  revision.set_revision(1);
  call("GetRevision", revision, pb::GetRevisionResponse());
  auto diff = For<pb::DiffRevisionsRequest>(user, id);
  diff.set_from_revision(1);
  call("DiffRevisions", diff, pb::DiffRevisionsResponse());
  auto restore = For<pb::RestoreRevisionRequest>(user, id);
  restore.set_revision(1);
  restore.set_force(true);
  call("RestoreRevision", restore, pb::RestoreRevisionResponse());
  return statuses;
}

TEST_CASE("writing what is there already twice is one answer, with all that is said of the document") {
  Suite suite;
  pb::CreatePlanRequest create = suite.CreateRequest();
  create.set_markdown("# Mine\n\n#### Monday\n- Squat: 3 x 5\n");
  const auto created = suite.service.Call<pb::CreatePlanResponse>("CreatePlan", create);
  REQUIRE(created.ok());
  auto request = For<pb::UpdatePlanRequest>(suite.user, created.response.id());
  request.set_markdown(create.markdown());
  request.set_etag(created.response.result().etag());
  request.mutable_options()->set_request_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02");

  const auto first = suite.service.Call<pb::UpdatePlanResponse>("UpdatePlan", request);
  auto modification = For<pb::AppendModificationRequest>(suite.user, created.response.id());
  modification.set_date("2026-03-09");
  modification.set_text("More.");
  REQUIRE(suite.service.Call<pb::AppendModificationResponse>("AppendModification", modification).ok());
  const auto second = suite.service.Call<pb::UpdatePlanResponse>("UpdatePlan", request);

  REQUIRE(first.ok());
  CHECK_FALSE(first.response.result().changed());
  CHECK_FALSE(first.response.result().diagnostics().empty());
  CHECK(first.response.SerializeAsString() == second.response.SerializeAsString());
}

TEST_CASE("another user's plan is as one that never was, to every call, and nothing of it changes") {
  Suite suite;
  const std::string id = suite.Create(true);
  suite.user = suite.database.CreateUser();
  const auto before = suite.database.Rows("SELECT * FROM training_plans");

  const auto of_another = CallsOf(suite, id);
  const auto of_nobody = CallsOf(suite, "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a0f");

  for (const auto& [method, status] : of_another) {
    CAPTURE(method);
    CHECK(status.error_code() == grpc::StatusCode::NOT_FOUND);
    CHECK(status.error_message() == of_nobody.at(method).error_message());
    CHECK(status.error_details() == of_nobody.at(method).error_details());
  }
  auto find = For<pb::FindPlansRequest>(suite.user);
  CHECK(suite.service.Call<pb::FindPlansResponse>("FindPlans", find).response.plans_size() == 0);
  const auto listed =
      suite.service.Call<pb::ListPlansResponse>("ListPlans", For<pb::ListPlansRequest>(suite.user));
  CHECK(listed.response.plans_size() == 0);
  CHECK(suite.database.Rows("SELECT * FROM training_plans") == before);
}

TEST_CASE("an id that another user's plan has cannot be taken, and the caller is told to choose another") {
  Suite suite;
  pb::CreatePlanRequest create = suite.CreateRequest();
  create.set_id(suite.Create(true));
  const auto before = suite.database.Rows("SELECT * FROM training_plans");
  create.set_user_id(suite.database.CreateUser());

  for (const bool activate : {false, true}) {
    create.set_activate(activate);
    const auto refused = suite.service.Call<pb::CreatePlanResponse>("CreatePlan", create);
    CHECK(refused.code() == grpc::StatusCode::ALREADY_EXISTS);
    CHECK(refused.reason() == "ID_TAKEN");
  }
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

TEST_CASE(
    "plans without phases, or with gaps or overlaps, are stored with warnings and refused when strict") {
  Suite suite;
  const auto with = [](const std::string& old, const std::string& text) {
    std::string markdown = kMarkdown;
    return markdown.replace(markdown.find(old), old.size(), text);
  };
  const std::string second = "Microcycle 9-16: Peak (Weeks 9-16)";
  struct Document {
    std::string markdown;
    std::string rule;
    int line;
  };
  for (const Document& document :
       {Document{with(second, "Microcycle 11-16: Peak (Weeks 11-16)"), "PLAN_WEEKS_GAP", 17},
        Document{with(second, "Microcycle 7-16: Peak (Weeks 7-16)"), "PLAN_WEEKS_OVERLAP", 17},
        Document{with("16 weeks", "20 weeks"), "PLAN_WEEKS_GAP", 17},
        Document{
            "# Days\n\n**Duration:** 4 weeks\n\n## Program Philosophy\nSlow.\n\n## Schedule\n#### Monday\n"
            "- Back Squat: 4 x 6\n\n## Modification History\n- **2026-03-01:** Written.\n",
            "PLAN_MISSING_MICROCYCLES", 0}}) {
    CAPTURE(document.markdown);
    pb::CreatePlanRequest request = suite.CreateRequest();
    request.set_markdown(document.markdown);
    request.mutable_options()->set_strict(true);
    const auto refused = suite.service.Call<pb::CreatePlanResponse>("CreatePlan", request);
    CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
    CHECK(refused.reason() == "DOCUMENT_REFUSED");
    const auto violations = refused.violations();
    REQUIRE(violations.size() == 1);
    CHECK(violations.begin()->first == "markdown");
    CHECK_THAT(violations.begin()->second,
               Catch::StartsWith(document.rule + ", line " + std::to_string(document.line) + ": "));

    request.mutable_options()->set_strict(false);
    const auto stored = suite.service.Call<pb::CreatePlanResponse>("CreatePlan", request);
    REQUIRE(stored.ok());
    REQUIRE(stored.response.result().diagnostics_size() == 1);
    CHECK(stored.response.result().diagnostics(0).rule() == document.rule);
    CHECK(stored.response.result().diagnostics(0).line() == static_cast<unsigned>(document.line));
    const auto found = suite.service.Call<pb::GetPlanResponse>(
        "GetPlan", For<pb::GetPlanRequest>(suite.user, stored.response.id()));
    CHECK(found.response.plan().markdown() == document.markdown);
  }
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

TEST_CASE(
    "a search among one user's plans fills all of them first, one among all fills a few and counts the "
    "rest") {
  Suite suite;
  constexpr int kPlans = 40;
  for (int i = 0; i < kPlans; ++i) suite.Create();
  const auto make_stale = [&] { suite.database.Execute("UPDATE training_plans SET cache_version = 999"); };
  auto request = For<pb::FindPlansRequest>(suite.user);
  request.set_exercise("Back Squat");

  make_stale();
  const auto of_user = suite.service.Call<pb::FindPlansResponse>("FindPlans", request);
  REQUIRE(of_user.ok());
  CHECK(of_user.response.plans_size() == kPlans);
  CHECK(of_user.response.stale_documents() == 0);

  make_stale();
  request.clear_user_id();
  const auto of_all = suite.service.Call<pb::FindPlansResponse>("FindPlans", request);
  REQUIRE(of_all.ok());
  CHECK(of_all.response.plans_size() > 0);
  CHECK(of_all.response.stale_documents() > 0);
  CHECK(of_all.response.plans_size() + of_all.response.stale_documents() == kPlans);
}

TEST_CASE("a search that asks for no cached column finds stale plans, too") {
  Suite suite;
  constexpr int kPlans = 40;
  for (int i = 0; i < kPlans; ++i) suite.Create();
  suite.database.Execute("UPDATE training_plans SET cache_version = 999");

  const auto found = suite.service.Call<pb::FindPlansResponse>("FindPlans", pb::FindPlansRequest());

  REQUIRE(found.ok());
  CHECK(found.response.plans_size() == kPlans);
  CHECK(found.response.stale_documents() > 0);
  int of_known_type = 0;
  for (const pb::Plan& plan : found.response.plans()) of_known_type += plan.has_plan_type() ? 1 : 0;
  CHECK(of_known_type + found.response.stale_documents() == kPlans);
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

TEST_CASE("a page ends before it grows too large for a reply") {
  Suite suite;
  pb::CreatePlanRequest create = suite.CreateRequest();
  std::string days;
  for (int i = 0; days.size() < 200 * 1024; ++i) {
    days += "#### Monday - Session " + std::to_string(i) + "\n- Squat: 4 x 6\n- Bench Press: 4 x 6\n";
  }
  create.mutable_markdown()->insert(kMarkdown.find("#### Thursday"), days);
  constexpr int kPlans = 8;
  for (int i = 0; i < kPlans; ++i) {
    REQUIRE(suite.service.Call<pb::CreatePlanResponse>("CreatePlan", create).ok());
  }
  auto request = For<pb::ListPlansRequest>(suite.user);
  request.set_view(pb::PLAN_VIEW_FULL);

  std::set<std::string> ids;
  int pages = 0;
  do {
    const auto page = suite.service.Call<pb::ListPlansResponse>("ListPlans", request);
    REQUIRE(page.ok());
    ++pages;
    for (const pb::Plan& plan : page.response.plans()) CHECK(ids.insert(plan.id()).second);
    request.set_page_token(page.response.next_page_token());
  } while (!request.page_token().empty());
  CHECK(ids.size() == kPlans);
  CHECK(pages > 1);
}

}  // namespace
}  // namespace liftmark::plans
