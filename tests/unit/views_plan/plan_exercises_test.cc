#include "common/views/plan_exercises.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/markdown/document.h"

namespace liftmark::views {
namespace {

std::vector<PlanExercise> ExercisesOf(const std::string& text) {
  const auto document = markdown::Parse(text);
  REQUIRE(document.ok());
  const Outline outline(document->blocks());
  std::vector<PlanExercise> exercises;
  for (std::size_t i = 0; i < outline.size();) i = ReadExercise(outline, i, exercises);
  return exercises;
}

std::vector<std::string> NamesOf(const std::string& text) {
  std::vector<std::string> names;
  for (const PlanExercise& exercise : ExercisesOf(text)) names.push_back(exercise.name);
  return names;
}

using Names = std::vector<std::string>;

TEST_CASE("a prescription is found behind a name") {
  CHECK(FindPrescription("Back Squat 4 × 5 @ 75%") == 11);
  CHECK(FindPrescription("4x8") == 0);
  CHECK(FindPrescription("Pull-up 3 x max") == 8);
  CHECK(FindPrescription("Plank 45 sec") == 6);
  CHECK(FindPrescription("Curl (3 sets)") == 6);
  CHECK(FindPrescription("1-Arm Row") == std::string_view::npos);
  CHECK(FindPrescription("90/90 Breathing") == std::string_view::npos);
  CHECK(FindPrescription("45° Press") == std::string_view::npos);
  CHECK(FindPrescription("") == std::string_view::npos);
}

TEST_CASE("an exercise is read in every form") {
  for (const std::string text :
       {"- Back Squat: 4 × 5", "- **Back Squat:** 4 × 5", "1) **Back Squat:** 4 × 5", "- Back Squat — 4 × 5",
        "- Back Squat 4 × 5", "**Back Squat:** 4 × 5", "**Back Squat**\n4 × 5", "- **Back Squat**\n  4 × 5",
        "1. **Back Squat**\n   - 4 × 5", "- Back Squat\n  - Sets: 4\n  - Reps: 5",
        "- Back Squat:\n  - Scheme: 4 × 5"}) {
    INFO(text);
    const auto exercises = ExercisesOf(text);
    REQUIRE(exercises.size() == 1);
    CHECK(exercises[0].name == "Back Squat");
    REQUIRE(exercises[0].target);
    CHECK(exercises[0].target->sets == 4);
    CHECK(exercises[0].target->reps == 5);
  }
}

TEST_CASE("a line may list several exercises") {
  const auto names = [](const std::string& line) {
    Names found;
    for (const PlanExercise& exercise : ReadExerciseList(line)) found.push_back(exercise.name);
    return found;
  };
  CHECK(names("Bench 4x8, Row 4x8, Curl 3x12/side") == Names{"Bench", "Row", "Curl"});
  CHECK(names("Squat 3x5 @ RPE 7; RDL 3 × 8 and Plank 3 × 30 sec") == Names{"Squat", "RDL"});
  CHECK(names("Bench 4x8 + Row 4x8 + face pulls") == Names{"Bench", "Row", "face pulls"});
  CHECK(names("Squat 3x5 (belt, sleeves), plus Press 3x5") == Names{"Squat", "Press"});
  CHECK(names("Bench 5x5, back-off 2x8, rest 3 min, Row 4x8") == Names{"Bench", "Row"});
  CHECK(names("Bench 5x5, back-off 2x8").empty());
  CHECK(names("Squat 3x5 @ 80%, then 2x5 @ 70%").empty());
  CHECK(names("Bench 4x8, and think about your sleep and your food this week, Row 4x8").empty());
  CHECK(names("Tempo run 20 min").empty());
  CHECK(names("").empty());
  CHECK(NamesOf("Bench 4x8, Row 4x8") == Names{"Bench", "Row"});
}

TEST_CASE("remarks go into the note") {
  const auto exercises =
      ExercisesOf("- **Row:** 3 × 8\n  *Chest on the pad.*\n  - slow down\n- Plank: as you like");
  REQUIRE(exercises.size() == 2);
  CHECK(exercises[0].note == "Chest on the pad.; slow down");
  CHECK_FALSE(exercises[1].target);
  CHECK(exercises[1].note == "as you like");
}

TEST_CASE("a group is no exercise, and its members are") {
  CHECK(NamesOf("- **Main lifts:**\n  - Squat: 3 × 5\n  - Bench Press: 3 × 5") ==
        Names{"Squat", "Bench Press"});
  CHECK(NamesOf("**Accessories:**\n- Curl: 3 × 12\n- Dip: 3 × 8") == Names{"Curl", "Dip"});
}

TEST_CASE("what is set aside is no exercise") {
  CHECK(NamesOf("- **Focus:** 3 × as hard\n- **Volume:** 12 sets\n- Squat: 3 × 5") == Names{"Squat"});
  CHECK(NamesOf("- **Warm-up:**\n  - Band Pull-Apart: 2 × 15\n- Squat: 3 × 5") == Names{"Squat"});
  CHECK(NamesOf("**Cool-down**\n- Stretch: 2 × 30 sec").empty());
  CHECK(NamesOf("- **Week 4:** 2 × 5").empty());
  CHECK(NamesOf("Do three rounds of what you like.").empty());
  CHECK(NamesOf("- This sentence says nothing about lifting at all.").empty());
}

TEST_CASE("a table's columns are known by their titles") {
  const auto document = markdown::Parse(
      "| # | Exercise | Sets | Reps | Load | Notes |\n|---|---|---|---|---|---|\n| 1 | Front Squat | 3 | 5-8 "
      "| 70% | "
      "pause |\n"
      "| 2 | Plank | | | | |\n");
  REQUIRE(document.ok());
  const auto columns = ExerciseColumns::Read(document->blocks()[0]);
  REQUIRE(columns);
  const auto exercise = columns->ReadRow(document->blocks()[1]);
  REQUIRE(exercise);
  CHECK(exercise->name == "Front Squat");
  CHECK(exercise->target->sets == 3);
  CHECK(exercise->target->reps == 5);
  CHECK(exercise->target->reps_max == 8);
  CHECK(exercise->target->percent_1rm == 70);
  CHECK(exercise->note == "pause");
  CHECK_FALSE(columns->ReadRow(document->blocks()[2]));

  const auto other = markdown::Parse("| Week | Sets | Reps |\n|---|---|---|\n| 1 | 3 | 8 |\n");
  REQUIRE(other.ok());
  CHECK_FALSE(ExerciseColumns::Read(other->blocks()[0]));
}

}  // namespace
}  // namespace liftmark::views
