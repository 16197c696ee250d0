#include "common/views/workout.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "common/views/workout_views.h"
#include "tests/support/golden.h"

namespace liftmark::views {
namespace {

const std::filesystem::path kHere = LIFTMARK_GOLDEN;

std::vector<std::string> Rules(const Diagnostics& diagnostics) {
  std::vector<std::string> rules;
  for (const Diagnostic& diagnostic : diagnostics) rules.push_back(diagnostic.rule);
  return rules;
}

// The view with its columns.
std::string ViewOf(std::string_view markdown) {
  const WorkoutViews views = BuildWorkoutViews(markdown);
  return test::WithMember(test::WithMember(views.json, "exercise_list", views.exercise_list), "exercise_keys",
                          views.exercise_keys);
}

TEST_CASE("a workout is what a careful reader takes from the document") {
  for (const test::GoldenDocument& document : test::ReadGoldenDocuments(kHere / "golden")) {
    INFO(document.name);
    CHECK(test::Differences(document.expected, ViewOf(document.markdown)) == std::vector<std::string>());
  }
}

TEST_CASE("a golden workout changes only with the builder's version") {
  test::Digest digest;
  for (const test::GoldenDocument& document : test::ReadGoldenDocuments(kHere / "golden")) {
    digest.Add(BuildWorkoutViews(document.markdown).view);
  }
  INFO(
      "Views of golden documents changed: raise kWorkoutBuilderVersion, so that every cache is stale, and "
      "add a "
      "line with the new version and digest to tests/unit/views_workout/digests.");
  CHECK(test::DigestOf(kHere / "digests", kWorkoutBuilderVersion) == digest.Hex());
}

TEST_CASE("a workout that cannot be parsed carries the parser's reason") {
  CHECK(Rules(BuildWorkout("").diagnostics) == std::vector<std::string>{"MARKDOWN_BLANK"});
  CHECK(Rules(BuildWorkout("# A\xff").diagnostics) == std::vector<std::string>{"MARKDOWN_NOT_UTF8"});
  CHECK(HasErrors(BuildWorkout("").diagnostics));
}

TEST_CASE("a workout's date is checked against the one it is for") {
  const Workout dated = BuildWorkout("# Workout — Monday, March 2, 2026\n\nRest day.\n");
  CHECK(Rules(CheckWorkoutDate(dated, "2026-03-02")).empty());
  CHECK(Rules(CheckWorkoutDate(dated, "2026-03-03")) == std::vector<std::string>{"WORKOUT_DATE_MISMATCH"});
  const Workout undated = BuildWorkout("# Workout — Monday, March 2\n\nRest day.\n");
  CHECK(Rules(CheckWorkoutDate(undated, "2026-03-02")) == std::vector<std::string>{"WORKOUT_DATE_MISSING"});
}

TEST_CASE("lists of exercises name each once, and no more than an index takes") {
  std::string markdown = "# Workout\n\n## Main Workout\n\n";
  for (int i = 0; i < 600; ++i) markdown += "### Lift " + std::to_string(i) + "x\n- Set 1: 5 lb × 5\n";
  markdown += "### Lift 1x\n- Set 1: 5 lb × 5\n";
  const Workout workout = BuildWorkout(markdown);
  CHECK(ExerciseList(workout).size() == 500);
  CHECK(ExerciseKeys(workout).size() == 500);
  CHECK(Rules(workout.diagnostics).back() == "WORKOUT_TOO_LONG");

  const Workout twice =
      BuildWorkout("## Main\n### Bench Press\n- Set 1: 5 × 5\n### BB Bench\n- Set 1: 5 × 5\n");
  CHECK(ExerciseList(twice) == std::vector<std::string>{"Bench Press", "BB Bench"});
  CHECK(ExerciseKeys(twice) == std::vector<std::string>{"bench press"});
}

TEST_CASE("a title of any length is read in passing") {
  const auto repeat = [](std::string_view text) {
    std::string repeated = "## Main Workout\n### 1. Press ";
    while (repeated.size() + text.size() < 250'000) repeated.append(text);
    return repeated;
  };
  for (const std::string_view text : {"(", "(a) ", "- a ", "March 2, 2026 ", "3/2/2026 ", "3 x 5 "}) {
    INFO(text);
    const Workout workout = BuildWorkout(repeat(text));
    REQUIRE(workout.exercises.size() == 1);
    CHECK(workout.exercises.front().name.starts_with("Press"));
  }
}

TEST_CASE("a document cannot ask for more sets than a day has") {
  std::string markdown = "# Workout\n\n## Main Workout\n\n### Press\n";
  for (int i = 0; i < 5000; ++i) markdown += "- Set 1-100: 1000000 lb × 9999\n";
  const Workout workout = BuildWorkout(markdown);
  CHECK(workout.total_sets == 1000);
  CHECK(workout.total_volume_lbs == 2147483647);
  CHECK(Rules(workout.diagnostics).back() == "WORKOUT_VOLUME_CLAMPED");
}

}  // namespace
}  // namespace liftmark::views
