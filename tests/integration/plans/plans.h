// A plan service with one user, and the calls that its tests make.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "services/plans/plan_service.h"
#include "tests/support/test_service.h"

namespace liftmark::plans {

inline const std::string kMarkdown =
    "# Base and Peak\n\n**Duration:** 16 weeks\n**Goal:** Strength\n\n## Program Philosophy\nSlow and "
    "steady.\n\n"
    "## Microcycle 1-8: Base (Weeks 1-8)\n\n### Weekly Pattern\n#### Monday - Lower\n- Back Squat: 4 × 6 "
    "(RPE 7)\n"
    "#### Thursday - Upper\n- Bench Press: 4 × 6 (RPE 7)\n\n## Microcycle 9-16: Peak (Weeks 9-16)\n\n"
    "### Weekly Pattern\n#### Monday - Lower\n- Back Squat: 5 × 3 (RPE 8)\n\n## Modification History\n"
    "- **2026-03-01:** Written.\n";

// A request that names a plan, or a user alone.
template <class Request>
Request For(const std::string& user, const std::string& id = "") {
  Request request;
  request.set_user_id(user);
  if constexpr (requires { request.set_id(id); }) request.set_id(id);
  if constexpr (requires { request.mutable_options(); }) {
    request.mutable_options()->set_author("agent:planner");
  }
  return request;
}

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

}  // namespace liftmark::plans
