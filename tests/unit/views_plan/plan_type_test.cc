#include "common/views/plan_type.h"

#include <catch2/catch.hpp>
#include <initializer_list>
#include <optional>
#include <string>

namespace liftmark::views {
namespace {

Plan PlanWith(std::string title, std::initializer_list<const char*> days = {}, std::string goal = {},
              std::string philosophy = {}) {
  Plan plan;
  plan.title = std::move(title);
  if (!goal.empty()) plan.goal = std::move(goal);
  if (!philosophy.empty()) plan.philosophy = std::move(philosophy);
  Microcycle& microcycle = plan.microcycles.emplace_back();
  for (const char* day : days) microcycle.days.emplace_back().title = day;
  return plan;
}

TEST_CASE("a title decides") {
  CHECK(ClassifyPlan(PlanWith("4-Day Upper / Lower")) == "upper_lower");
  CHECK(ClassifyPlan(PlanWith("Upper-Lower Strength")) == "upper_lower");
  CHECK(ClassifyPlan(PlanWith("PPL for Busy People")) == "ppl");
  CHECK(ClassifyPlan(PlanWith("Push, Pull, Legs")) == "ppl");
  CHECK(ClassifyPlan(PlanWith("Full-Body Basics")) == "full_body");
  CHECK(ClassifyPlan(PlanWith("Powerlifting Meet Peak")) == "powerlifting");
  CHECK(ClassifyPlan(PlanWith("Powerlifting, Upper/Lower")) == "powerlifting");
  CHECK(ClassifyPlan(PlanWith("Old Bro Split")) == "body_part_split");
  CHECK(ClassifyPlan(PlanWith("Half Marathon in 12 Weeks")) == "running");
  CHECK(ClassifyPlan(PlanWith("Hybrid Athlete")) == "hybrid");
  CHECK(ClassifyPlan(PlanWith("Kettlebell Month")) == "other");
}

TEST_CASE("else the days decide") {
  CHECK(ClassifyPlan(PlanWith("Four", {"Upper Strength", "Lower Strength", "Rest", "Upper B", "Lower B"})) ==
        "upper_lower");
  CHECK(ClassifyPlan(PlanWith("Six", {"Push A", "Pull A", "Legs A", "Push B", "Pull B", "Legs B"})) == "ppl");
  CHECK(ClassifyPlan(PlanWith("Three", {"Full Body A", "Full Body B", "Full Body C"})) == "full_body");
  CHECK(ClassifyPlan(PlanWith(
            "Five", {"Full Body A", "30 min incline walk", "Full Body B", "Evening walk"})) == "full_body");
  CHECK(ClassifyPlan(PlanWith("Five", {"Chest", "Back", "Legs", "Shoulders", "Arms"})) == "body_part_split");
  CHECK(ClassifyPlan(PlanWith("Five", {"Easy run", "Intervals", "Tempo run", "Long run"})) == "running");
  CHECK(ClassifyPlan(PlanWith("Both", {"Upper", "Easy Run", "Lower", "Long Run"})) == "hybrid");
  CHECK(ClassifyPlan(PlanWith("Three", {"Squat Day", "Bench Day", "Deadlift Day"})) == "powerlifting");
}

TEST_CASE("else what the goal and the philosophy name") {
  CHECK(ClassifyPlan(PlanWith("Plan", {"Session 1"}, "Peak for a powerlifting meet")) == "powerlifting");
  CHECK(ClassifyPlan(PlanWith("Plan", {"Session 1"}, "", "A full-body split each day.")) == "full_body");
}

TEST_CASE("nothing is decided where the document does not decide") {
  CHECK(ClassifyPlan(PlanWith("Plan", {"Session 1", "Session 2"})) == std::nullopt);
  CHECK(ClassifyPlan(PlanWith("Plan", {"Push", "Pull", "Legs", "Upper", "Lower"})) == std::nullopt);
  CHECK(ClassifyPlan(PlanWith("Plan", {}, "", "Better than upper/lower or full body.")) == std::nullopt);
  CHECK(ClassifyPlan(PlanWith("Marathon Supplemental Strength", {"Hips", "Core"})) == std::nullopt);
}

}  // namespace
}  // namespace liftmark::views
