#include "common/views/plan.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "common/views/codec.h"
#include "common/views/plan_codec.h"
#include "tests/support/golden.h"

namespace liftmark::views {
namespace {

const std::filesystem::path kHere = LIFTMARK_GOLDEN;

std::string ViewOf(const Plan& plan) {
  liftmark::plans::v1::StructuredPlan message;
  ToProto(plan, message);
  return ToJson(message);
}

std::vector<std::string> Rules(const Plan& plan) {
  std::vector<std::string> rules;
  for (const Diagnostic& diagnostic : plan.diagnostics) rules.push_back(diagnostic.rule);
  return rules;
}

constexpr std::string_view kTwoPhases =
    "# Plan\n\n## Philosophy\nSlow.\n\n"
    "# Phase 1: A (Weeks 1-2)\n**Mon — Lift**\n- Squat: 3 × 5\n\n### Progression (Weeks 1-2)\n- "
    "add\n\n---\n\n"
    "# Phase 2: B (Weeks 4-6)\nSame again.\n\n## Phase Cycling\nA, B, A.\n\n## Modification History\n- "
    "2026-01-01: x\n";

TEST_CASE("a plan is what a careful reader takes from the document") {
  for (const test::GoldenDocument& document : test::ReadGoldenDocuments(kHere / "golden")) {
    INFO(document.name);
    const Plan plan = BuildPlan(document.markdown);
    CHECK(test::Differences(document.expected,
                            test::WithMember(ViewOf(plan), "exercise_list", ExerciseList(plan))) ==
          std::vector<std::string>());
  }
}

TEST_CASE("a golden plan changes only with the builder's version") {
  test::Digest digest;
  for (const test::GoldenDocument& document : test::ReadGoldenDocuments(kHere / "golden"))
    digest.Add(ViewOf(BuildPlan(document.markdown)));
  INFO(
      "Views of golden documents changed: raise kPlanBuilderVersion, so that every cache is stale, and add a "
      "line with the new version and digest to tests/unit/views_plan/digests.");
  CHECK(test::DigestOf(kHere / "digests", kPlanBuilderVersion) == digest.Hex());
}

TEST_CASE("a plan that cannot be parsed carries the parser's reason") {
  CHECK(Rules(BuildPlan("")) == std::vector<std::string>{"MARKDOWN_BLANK"});
  CHECK(Rules(BuildPlan("# A\xff")) == std::vector<std::string>{"MARKDOWN_NOT_UTF8"});
}

TEST_CASE("a plan answers with the microcycle of a week") {
  const Plan plan = BuildPlan(kTwoPhases);
  CHECK(MicrocycleOfWeek(plan, 1) == &plan.microcycles[0]);
  CHECK(MicrocycleOfWeek(plan, 2) == &plan.microcycles[0]);
  CHECK(MicrocycleOfWeek(plan, 3) == nullptr);
  CHECK(MicrocycleOfWeek(plan, 4) == &plan.microcycles[1]);
  CHECK(MicrocycleOfWeek(plan, 7) == nullptr);
  CHECK(MicrocycleOfWeek(plan, 0) == nullptr);
}

TEST_CASE("the section of a microcycle is the document's own bytes, without what follows the last one") {
  const Plan plan = BuildPlan(kTwoPhases);
  CHECK(SectionOf(kTwoPhases, plan.microcycles[0]) ==
        "# Phase 1: A (Weeks 1-2)\n**Mon — Lift**\n- Squat: 3 × 5\n\n### Progression (Weeks 1-2)\n- "
        "add\n\n---\n\n");
  CHECK(SectionOf(kTwoPhases, plan.microcycles[1]) == "# Phase 2: B (Weeks 4-6)\nSame again.\n\n");
  CHECK(plan.microcycles[0].line == 6);
}

TEST_CASE("every golden microcycle's section begins with its own line") {
  for (const test::GoldenDocument& document : test::ReadGoldenDocuments(kHere / "golden")) {
    INFO(document.name);
    const Plan plan = BuildPlan(document.markdown);
    std::uint32_t end = 0;
    for (const Microcycle& microcycle : plan.microcycles) {
      CHECK(microcycle.source.begin >= end);
      CHECK(microcycle.source.end > microcycle.source.begin);
      CHECK(microcycle.source.end <= document.markdown.size());
      const std::string_view before = std::string_view(document.markdown).substr(0, microcycle.source.begin);
      CHECK((before.empty() || before.back() == '\n'));
      end = microcycle.source.end;
    }
  }
}

TEST_CASE("days are found by weekday, in the microcycle or in the weekly pattern") {
  const Plan plan = BuildPlan(
      "## Weekly Schedule\n- Monday: Upper\n- Thursday: Lower\n\n"
      "## Phase 1: A (Weeks 1-2)\nVolume.\n\n## Phase 2: B (Weeks 3-4)\n### Monday — Test\n- Squat: 1 × 1\n");
  REQUIRE(plan.microcycles.size() == 2);
  const auto pattern = DaysOn(plan, plan.microcycles[0], "Thursday");
  REQUIRE(pattern.size() == 1);
  CHECK(pattern[0]->title == "Lower");
  CHECK(DaysOn(plan, plan.microcycles[1], "Monday").at(0)->title == "Test");
  CHECK(DaysOn(plan, plan.microcycles[1], "Thursday").empty());
}

TEST_CASE("a plan of one repeated week has it in every week") {
  const Plan plan = BuildPlan("# Plan\n\n### Monday — Lift\n- Squat: 3 × 5\n");
  REQUIRE(plan.microcycles.size() == 1);
  CHECK(MicrocycleOfWeek(plan, 1) == &plan.microcycles[0]);
  CHECK(MicrocycleOfWeek(plan, 30) == &plan.microcycles[0]);
}

TEST_CASE("a first heading that is a day is no title, and one that ends with days is") {
  const Plan days = BuildPlan("# Day 1: Push\n- Bench Press: 3 × 5\n\n# Day 2: Pull\n- Row: 3 × 8\n");
  CHECK_FALSE(days.title);
  REQUIRE(days.microcycles.size() == 1);
  CHECK(days.microcycles[0].days.size() == 2);
  CHECK(BuildPlan("# Four-Day Split (Mon/Tue/Thu/Fri)\n").title == "Four-Day Split (Mon/Tue/Thu/Fri)");
}

TEST_CASE("a microcycle may name its weeks below its heading") {
  const Plan plan = BuildPlan(
      "## Phase 1: A\n**Weeks:** 1-4\n\n## Phase 2: B\n- **Duration:** Weeks 5–8\n\n## Phase 3: "
      "C\n**Duration:** 4 weeks\n");
  REQUIRE(plan.microcycles.size() == 3);
  CHECK(plan.microcycles[0].week_end == 4);
  CHECK(plan.microcycles[1].week_start == 5);
  CHECK_FALSE(plan.microcycles[2].week_start);
}

TEST_CASE("exercises are listed once by name and once by key") {
  const Plan plan = BuildPlan(
      "# Plan\n\n### Monday — Lift\n- Bench Press: 3 × 5\n- BB Bench Press: 3 × 5\n- bench press: 3 × 5\n- "
      "Row: 3 × 8\n");
  CHECK(ExerciseList(plan) == std::vector<std::string>{"Bench Press", "BB Bench Press", "Row"});
  CHECK(ExerciseKeys(plan).size() == 2);
}

TEST_CASE("what one document may cost is bounded, and said") {
  std::string many = "# Plan\n\n### Monday — Lift\n";
  for (int i = 0; i < 3000; ++i) many += "- Lift number " + std::to_string(i) + ": 3 × 5\n";
  const Plan plan = BuildPlan(many);
  CHECK(ExerciseList(plan).size() == 500);
  CHECK(plan.microcycles[0].days[0].exercises.size() == 2000);
  CHECK(Rules(plan).back() == "PLAN_TOO_MANY_EXERCISES");
}

TEST_CASE("a microcycle without weeks is said once, at its line") {
  const Plan plan = BuildPlan("# P\n\n## Phase 1: A\n\n### Mon — L\n- Squat: 3 × 5\n\n## Phase 2: B\n");
  std::vector<std::uint32_t> lines;
  for (const Diagnostic& diagnostic : plan.diagnostics) {
    if (diagnostic.rule == "PLAN_WEEKS_MISSING") lines.push_back(diagnostic.line);
  }
  CHECK(lines == std::vector<std::uint32_t>{3});
}

}  // namespace
}  // namespace liftmark::views
