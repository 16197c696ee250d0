// When a plan runs, and what its weeks hold (D17, D18).
#include <catch2/catch.hpp>
#include <string>

#include "tests/integration/plans/plans.h"

namespace liftmark::plans {
namespace {

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
  auto request = For<pb::ReschedulePlanRequest>(suite.user, suite.Create());
  struct Dates {
    const char* start;
    const char* end;
  };
  for (const Dates dates : {Dates{"2027-12-20", "2028-04-10"}, Dates{"2028-02-29", "2028-06-20"},
                            Dates{"2024-02-28", "2024-06-19"}, Dates{"2100-02-27", "2100-06-19"},
                            Dates{"2026-12-31", "2027-04-22"}, Dates{"2200-12-31", "2201-04-22"}}) {
    request.set_start_date(dates.start);
    const auto moved = suite.service.Call<pb::ReschedulePlanResponse>("ReschedulePlan", request);
    REQUIRE(moved.ok());
    CHECK(moved.response.start_date() == dates.start);
    CHECK(moved.response.end_date() == dates.end);
  }

  for (const char* date : {"2027-02-29", "2100-02-29", "2026-13-01", "tomorrow", "2201-01-01"}) {
    request.set_start_date(date);
    const auto refused = suite.service.Call<pb::ReschedulePlanResponse>("ReschedulePlan", request);
    CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
    CHECK(refused.violations().count("start_date") == 1);
  }
}

TEST_CASE("weeks count on across the end of a year and a leap day, and from where a plan was moved to") {
  Suite suite;
  const std::string id = suite.Create(true);
  auto reschedule = For<pb::ReschedulePlanRequest>(suite.user, id);
  reschedule.set_start_date("2027-12-20");
  REQUIRE(suite.service.Call<pb::ReschedulePlanResponse>("ReschedulePlan", reschedule).ok());
  struct Day {
    const char* date;
    int week;
    const char* week_starts;
  };
  auto request = For<pb::GetPlanWeekRequest>(suite.user);
  for (const Day day : {Day{"2027-12-20", 1, "2027-12-20"}, Day{"2027-12-31", 2, "2027-12-27"},
                        Day{"2028-01-01", 2, "2027-12-27"}, Day{"2028-02-28", 11, "2028-02-28"},
                        Day{"2028-02-29", 11, "2028-02-28"}, Day{"2028-03-06", 12, "2028-03-06"},
                        Day{"2028-04-09", 16, "2028-04-03"}}) {
    request.set_date(day.date);
    const auto week = suite.service.Call<pb::GetPlanWeekResponse>("GetPlanWeek", request);
    REQUIRE(week.ok());
    CHECK(week.response.week() == day.week);
    CHECK(week.response.start_date() == day.week_starts);
  }
  for (const char* date : {"2026-03-02", "2027-12-19", "2028-04-10"}) {
    request.set_date(date);
    const auto outside = suite.service.Call<pb::GetPlanWeekResponse>("GetPlanWeek", request);
    CHECK(outside.reason() == "OUTSIDE_PLAN");
    CHECK(outside.metadata("start_date") == "2027-12-20");
    CHECK(outside.metadata("end_date") == "2028-04-10");
  }
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

}  // namespace
}  // namespace liftmark::plans
