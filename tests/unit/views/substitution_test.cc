// One exercise for another, in the many ways in which documents write exercises.
#include "common/views/substitution.h"

#include <catch2/catch.hpp>
#include <string>
#include <tuple>

#include "common/status/status.h"
#include "common/views/workout.h"

namespace liftmark::views {
namespace {

const std::string kWorkout =
    "# Workout - Monday, March 2, 2026\n\n## Main Workout\n\n"
    "### 1. Bench Press\n**Target:** 3 × 5 @ RPE 8\n- **Set 1:** 155 lb × 5\n- **Set 2:** 155 lb × 5\n"
    "**Rest:** 3 minutes\n**Notes:** Bench Press with a pause.\n\n"
    "### 2. Dumbbell Row\n**Target:** 3 × 10\n- **Set 1:** 60 lb × 10\n\n## Notes\n- Bench Press felt "
    "fine.\n";

std::string Substitute(const std::string& markdown, Substitution substitution) {
  const absl::StatusOr<std::string> changed = SubstituteExercise(markdown, substitution);
  return changed.ok() ? *changed : std::string(ReasonOf(changed.status()));
}

TEST_CASE("the name changes where the title is, in whatever way it is written") {
  const auto [before, after] = GENERATE(table<std::string, std::string>({
      {"### 1. Bench Press\n- **Set 1:** 155 lb × 5\n", "### 1. Floor Press\n- **Set 1:** 155 lb × 5\n"},
      {"### 1) Barbell Bench Press\n- Set 1: 155 x 5\n", "### 1) Floor Press\n- Set 1: 155 x 5\n"},
      {"**1. BB Bench Press**\n- Set 1: 155 x 5\n", "**1. Floor Press**\n- Set 1: 155 x 5\n"},
      {"1. Bench Press\n   - Set 1: 155 x 5\n", "1. Floor Press\n   - Set 1: 155 x 5\n"},
      {"- Bench Press: 3x5 @ 155 lb\n", "- Floor Press: 3x5 @ 155 lb\n"},
      {"### 1. Bench\u00a0Press\n- Set 1: 155 x 5\n", "### 1. Floor Press\n- Set 1: 155 x 5\n"},
      {"### A1. Bench Press\r\n- Set 1: 155 x 5\r\n", "### A1. Floor Press\r\n- Set 1: 155 x 5\r\n"},
      {"| Exercise | Weight | Reps |\n|---|---|---|\n| Bench Press | 155 | 5 |\n| Bench Press | 160 | 4 |\n",
       "| Exercise | Weight | Reps |\n|---|---|---|\n| Floor Press | 155 | 5 |\n| Floor Press | 160 | 4 |\n"},
  }));
  CAPTURE(before);
  const std::string head = "# Workout\n\n## Main Workout\n\n";
  REQUIRE(BuildWorkout(head + before).exercises.size() == 1);
  CHECK(Substitute(head + before, {.exercise = "bench press", .replacement = "Floor Press"}) == head + after);
}

TEST_CASE("without a target only the title changes") {
  std::string expected = kWorkout;
  expected.replace(expected.find("Bench Press"), 11, "Floor Press");
  CHECK(Substitute(kWorkout, {.exercise = "BB bench", .replacement = " Floor Press "}) == expected);
}

TEST_CASE("a new target takes the place of the old one and of the sets") {
  std::string expected = kWorkout;
  const std::size_t begin = expected.find("### 1. Bench Press");
  const std::size_t end = expected.find("**Rest:** 3 minutes");
  expected.replace(begin, end - begin, "### 1. Floor Press\n**Target:** 3 × 10 @ 95 lb\n");
  const Substitution substitution{
      .exercise = "Bench Press", .replacement = "Floor Press", .target = "3 × 10 @ 95 lb"};
  CHECK(Substitute(kWorkout, substitution) == expected);

  const std::string bare =
      "# Workout\n\n### 1. Bench Press\n- **Set 1:** 155 lb × 5\n\n### 2. Row\n- **Set 1:** 60 lb × 9\n";
  CHECK(
      Substitute(bare, substitution) ==
      "# Workout\n\n### 1. Floor Press\n**Target:** 3 × 10 @ 95 lb\n\n### 2. Row\n- **Set 1:** 60 lb × 9\n");
  CHECK(Substitute("# Workout\n\n- Bench Press: 3x5-8\n- Row: 3x8-10\n", substitution) ==
        "# Workout\n\n- Floor Press: 3 × 10 @ 95 lb\n- Row: 3x8-10\n");
}

TEST_CASE("hyphens and spaces of other kinds stay where nothing is replaced") {
  const std::string before =
      "# Workout\n\n## Warm\u2011Up\n1. Row\n\n## Main Workout\n\n### 1. Push\u2011Up (close\u2011grip)\n"
      "**Target:** 3\u00a0×\u00a010\n- **Set 1:** 10\u00a0reps\n";
  CHECK(Substitute(before, {.exercise = "push-up (close-grip)", .replacement = "Dip", .target = "3 × 8"}) ==
        "# Workout\n\n## Warm\u2011Up\n1. Row\n\n## Main Workout\n\n### 1. Dip\n**Target:** 3 × 8\n");
}

TEST_CASE("an exercise that stands twice is named by its order") {
  const std::string twice =
      "# Workout\n\n### 1. Squat\n- Set 1: 225 x 5\n\n### 2. Row\n- Set 1: 60 x 10\n\n### 3. Squat\n- Set 1: "
      "185 x 8\n";
  const absl::StatusOr<std::string> ambiguous =
      SubstituteExercise(twice, {.exercise = "squat", .replacement = "Leg Press"});
  CHECK(ReasonOf(ambiguous.status()) == "EXERCISE_AMBIGUOUS");

  std::string expected = twice;
  expected.replace(expected.rfind("Squat"), 5, "Leg Press");
  CHECK(Substitute(twice, {.exercise = "squat", .replacement = "Leg Press", .order = 3}) == expected);
  CHECK(Substitute(twice, {.exercise = "squat", .replacement = "Leg Press", .order = 2}) ==
        "EXERCISE_NOT_FOUND");
}

TEST_CASE("what cannot be replaced alone is refused, and nothing is invented") {
  CHECK(Substitute(kWorkout, {.exercise = "Deadlift", .replacement = "Squat"}) == "EXERCISE_NOT_FOUND");
  CHECK(Substitute("Have fun!", {.exercise = "Deadlift", .replacement = "Squat"}) == "EXERCISE_NOT_FOUND");
  // The name is written in two pieces.
  CHECK(Substitute("# Workout\n\n### Bench **Press**\n- Set 1: 155 x 5\n",
                   {.exercise = "Bench Press", .replacement = "Floor Press"}) == "EXERCISE_NOT_REPLACEABLE");
  // A row of a table is set and title at once.
  CHECK(Substitute("| Exercise | Weight | Reps |\n|---|---|---|\n| Bench Press | 155 | 5 |\n",
                   {.exercise = "Bench Press", .replacement = "Floor Press", .target = "3 x 10"}) ==
        "EXERCISE_NOT_REPLACEABLE");

  const auto refused = [](Substitution substitution) {
    return SubstituteExercise(kWorkout, substitution).status().code();
  };
  CHECK(refused({.exercise = "Bench Press", .replacement = "Row\n## Injected"}) ==
        absl::StatusCode::kInvalidArgument);
  CHECK(refused({.exercise = "Bench Press", .replacement = "**"}) == absl::StatusCode::kInvalidArgument);
  CHECK(refused({.exercise = "Bench Press", .replacement = "Floor Press", .target = "as you like"}) ==
        absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace liftmark::views
