#include "common/views/plan_headings.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftmark::views {
namespace {

constexpr auto kPhase = MicrocycleKind::kPhase;
constexpr auto kBlock = MicrocycleKind::kBlock;
constexpr auto kWeek = MicrocycleKind::kWeek;
constexpr auto kMicrocycle = MicrocycleKind::kMicrocycle;

TEST_CASE("a microcycle's heading is read in every form") {
  struct Row {
    std::string_view heading;
    std::optional<MicrocycleKind> kind;
    std::string_view name;
    std::optional<int> first;
    std::optional<int> last;
  };
  const Row rows[] = {
      {"Microcycle 1-4: Base (Weeks 1-4)", kMicrocycle, "Base", 1, 4},
      {"Microcycle 5: Deload (Week 5)", kMicrocycle, "Deload", 5, 5},
      {"Microcycle 5: Deload", kMicrocycle, "Deload", 5, 5},
      {"Phase 1: Base (Weeks 1-4)", kPhase, "Base", 1, 4},
      {"Phase 1: Base (Weeks 1–4)", kPhase, "Base", 1, 4},
      {"Phase 1 (Weeks 1–4): Base + Skill (Depth & Lockout)", kPhase, "Base + Skill (Depth & Lockout)", 1, 4},
      {"Phase 3: Peak / Taper (Meet Week) (Weeks 9-12)", kPhase, "Peak / Taper (Meet Week)", 9, 12},
      {"Phase 2: Build", kPhase, "Build", std::nullopt, std::nullopt},
      {"Phase 2 — Build", kPhase, "Build", std::nullopt, std::nullopt},
      {"PHASE TWO - BUILD", kPhase, "BUILD", std::nullopt, std::nullopt},
      {"Phase 2: Weeks 5-8 — Build", kPhase, "Build", 5, 8},
      {"Phase 2: Build, Weeks 5 to 8", kPhase, "Build", 5, 8},
      {"🏋 Phase 2: Build", kPhase, "Build", std::nullopt, std::nullopt},
      {"Block 1: Accumulation Phase (Weeks 1-4)", kBlock, "Accumulation Phase", 1, 4},
      {"Block A — Volume", kBlock, "Volume", std::nullopt, std::nullopt},
      {"Mesocycle II: Volume", kBlock, "Volume", std::nullopt, std::nullopt},
      {"Week 1: Groundwork", kWeek, "Groundwork", 1, 1},
      {"Week 1-4: Hypertrophy Phase", kWeek, "Hypertrophy Phase", 1, 4},
      {"Weeks 5–8 — Strength", kWeek, "Strength", 5, 8},
      {"Week 1", kWeek, "Week 1", 1, 1},
      {"Phase 1", kPhase, "Phase 1", std::nullopt, std::nullopt},
      {"Accumulation (Weeks 1-4)", std::nullopt, "Accumulation", 1, 4},
      {"Deload (Week 5)", std::nullopt, "Deload", 5, 5},
  };
  for (const Row& row : rows) {
    INFO(row.heading);
    const auto heading = ReadMicrocycleHeading(row.heading);
    REQUIRE(heading);
    CHECK(heading->kind == row.kind);
    CHECK(heading->name == row.name);
    CHECK(heading->week_start == row.first);
    CHECK(heading->week_end == row.last);
  }
}

TEST_CASE("what only speaks of a microcycle is none") {
  for (const std::string_view heading :
       {"Phase 1 Progression Strategy (Weeks 1–4)", "Phase Cycling", "Phase 1 Overview", "Block Structure",
        "Weekly Pattern (Weeks 1-4)", "Progression Strategy (Weeks 1-4)", "12-Week Program",
        "Weekly Schedule", "Deload", "Monday — Squat", "Phase 1st", "Nutrition (Weeks 1-4)", ""}) {
    INFO(heading);
    CHECK_FALSE(ReadMicrocycleHeading(heading));
  }
}

TEST_CASE("a day's heading is read in every form") {
  struct Row {
    std::string_view heading;
    std::vector<int> weekdays;
    std::optional<int> number;
    std::string_view title;
  };
  const Row rows[] = {
      {"Monday - Upper", {0}, std::nullopt, "Upper"},
      {"Monday — Upper (Heavy)", {0}, std::nullopt, "Upper (Heavy)"},
      {"Mon — Squat Heavy + Bench", {0}, std::nullopt, "Squat Heavy + Bench"},
      {"Tues: Pull", {1}, std::nullopt, "Pull"},
      {"THURSDAY (Legs)", {3}, std::nullopt, "Legs"},
      {"Monday & Wednesday — Short", {0, 2}, std::nullopt, "Short"},
      {"Mon/Thu: Upper", {0, 3}, std::nullopt, "Upper"},
      {"Tue, Thu and Sat — Easy", {1, 3, 5}, std::nullopt, "Easy"},
      {"Mon–Wed: Walk", {0, 1, 2}, std::nullopt, "Walk"},
      {"Saturday — Openers (Weeks 13-14 only)", {5}, std::nullopt, "Openers (Weeks 13-14 only)"},
      {"Monday", {0}, std::nullopt, ""},
      {"Monday Upper Body", {0}, std::nullopt, "Upper Body"},
      {"Day 1 — Full Body A (Squat emphasis)", {}, 1, "Full Body A (Squat emphasis)"},
      {"Day 1: Push", {}, 1, "Push"},
      {"Day 1", {}, 1, "Day 1"},
      {"Day A — Push", {}, 1, "Push"},
      {"Session 2 – Pull", {}, 2, "Pull"},
      {"Day 1 (Monday): Push", {0}, 1, "Push"},
      {"Day 1 - Monday: Push", {0}, 1, "Push"},
      {"Day 1 (Monday)", {0}, 1, "Day 1"},
      {"Monday (Day 1): Push", {0}, 1, "Push"},
      {"Monday — Day 1: Push", {0}, 1, "Push"},
      {"Monday — Session B", {0}, 2, "Session B"},
      {"Full Body A (Monday)", {0}, std::nullopt, "Full Body A"},
      {"Full Body A (Mon/Thu)", {0, 3}, std::nullopt, "Full Body A"},
      {"Upper — Friday", {4}, std::nullopt, "Upper"},
      {"Push (Day 3)", {}, 3, "Push"},
  };
  for (const Row& row : rows) {
    INFO(row.heading);
    const auto heading = ReadDayHeading(row.heading, DayForm::kHeading);
    REQUIRE(heading);
    CHECK(heading->weekdays == row.weekdays);
    CHECK(heading->number == row.number);
    CHECK(heading->title == row.title);
  }
}

TEST_CASE("other headings are no days") {
  for (const std::string_view heading :
       {"Daily Habits", "Days per week: 4", "Weekly Schedule (Mon/Wed/Fri)", "Monthly Review",
        "Full Body A (Heavy)", "Workout Notes", "Session Templates",
        "Weekly Pattern (3 sessions/week, e.g., Mon/Wed/Fri)", "Dayton Method", "Rest Days", ""}) {
    INFO(heading);
    CHECK_FALSE(ReadDayHeading(heading, DayForm::kHeading));
  }
}

TEST_CASE("in a line a day's title stands after a sign") {
  CHECK(ReadDayHeading("Mon — Upper", DayForm::kLine));
  CHECK(ReadDayHeading("Mon: Upper", DayForm::kLine));
  CHECK_FALSE(ReadDayHeading("Monday mornings are hard", DayForm::kLine));
  CHECK_FALSE(ReadDayHeading("Day 1 starts with a test", DayForm::kLine));
}

TEST_CASE("weeks are found anywhere in a text") {
  const auto span = FindWeekSpan("Base, Weeks 3–6, hard");
  REQUIRE(span);
  CHECK(span->first == 3);
  CHECK(span->last == 6);
  CHECK_FALSE(FindWeekSpan("12 weeks"));
  CHECK_FALSE(FindWeekSpan("weekly"));
  CHECK_FALSE(FindWeekSpan("Week 0"));
}

TEST_CASE("parts of a plan are told by their headings") {
  CHECK(PlanPartOf("Modification History") == PlanPart::kModifications);
  CHECK(PlanPartOf("Change Log") == PlanPart::kModifications);
  CHECK(PlanPartOf("Troubleshooting & Modifications") == PlanPart::kOutside);
  CHECK(PlanPartOf("Program Philosophy") == PlanPart::kPhilosophy);
  CHECK(PlanPartOf("Phase 1 Progression Strategy") == PlanPart::kProgression);
  CHECK(PlanPartOf("Weekly Pattern") == PlanPart::kPattern);
  CHECK(PlanPartOf("Header") == PlanPart::kHeader);
  CHECK(PlanPartOf("Client Profile") == PlanPart::kHeader);
  CHECK(PlanPartOf("Warm-Up Protocol") == PlanPart::kOutside);
  CHECK(PlanPartOf("Push A (Strength)") == PlanPart::kOther);
}

}  // namespace
}  // namespace liftmark::views
