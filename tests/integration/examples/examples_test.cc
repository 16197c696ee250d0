// The examples that the migrations seed: as good as what agents are asked to write after them.
#include <catch2/catch.hpp>
#include <cmath>
#include <regex>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/views/plan.h"
#include "common/views/workout_views.h"
#include "services/plans/plan_service.h"
#include "services/workouts/workout_service.h"
#include "tests/support/test_service.h"

namespace liftmark {
namespace {

namespace plans_pb = liftmark::plans::v1;
namespace workouts_pb = liftmark::workouts::v1;

double Number(std::string text) {
  double number = 0;
  REQUIRE(absl::SimpleAtod(absl::StrReplaceAll(text, {{",", ""}}), &number));
  return number;
}

// "77.5% of 200 lb = 155 lb" must be so, to the nearest 5 lb; answers how many of these there are.
int CheckPercentages(const std::string& markdown) {
  static const std::regex kClaim(R"(([\d.]+)% of ([\d.,]+) lb = ([\d.,]+) lb)");
  int claims = 0;
  for (std::sregex_iterator it(markdown.begin(), markdown.end(), kClaim), end; it != end; ++it, ++claims) {
    INFO(it->str());
    CHECK(std::abs(Number((*it)[1]) / 100 * Number((*it)[2]) - Number((*it)[3])) <= 2.5);
  }
  return claims;
}

int SetsOf(const views::PlanDay& day) {
  int sets = 0;
  for (const views::PlanExercise& exercise : day.exercises) {
    REQUIRE(exercise.target.has_value());
    sets += exercise.target->sets.value_or(0);
  }
  return sets;
}

TEST_CASE("every example of a workout passes a strict write, and its views hold what it says") {
  TestDatabase database;
  const TestService<workouts::WorkoutService> service(database, "liftmark_workouts",
                                                      "liftmark.workouts.v1.WorkoutService");
  const auto rows = database.Rows("SELECT id, workout_type, markdown FROM workout_examples");
  CHECK(rows.size() == 15);
  int claims = 0;
  for (const TestDatabase::Row& row : rows) {
    INFO(*row[0] << " " << *row[1]);
    const std::string& markdown = *row[2];
    workouts_pb::ValidateWorkoutRequest request;
    request.set_markdown(markdown);
    const auto validated = service.Call<workouts_pb::ValidateWorkoutResponse>("ValidateWorkout", request);
    REQUIRE(validated.ok());
    CHECK(validated.response.valid_strict());
    CHECK(validated.response.diagnostics_size() == 0);
    claims += CheckPercentages(markdown);

    workouts_pb::PreviewWorkoutRequest preview;
    preview.set_markdown(markdown);
    const auto previewed = service.Call<workouts_pb::PreviewWorkoutResponse>("PreviewWorkout", preview);
    REQUIRE(previewed.ok());
    const workouts_pb::StructuredWorkout& workout = previewed.response.structured();
    CHECK(workout.has_focus());
    CHECK(workout.has_program());
    CHECK(workout.warm_up().items_size() > 0);
    CHECK(workout.cool_down().items_size() > 0);
    CHECK(workout.exercises_size() >= 2);
    for (const workouts_pb::WorkoutExercise& exercise : workout.exercises()) {
      INFO(exercise.name());
      CHECK(exercise.sets_size() > 0);
      CHECK(exercise.has_target());
    }
    CHECK(previewed.response.sms().omitted_size() == 0);

    static const std::regex kTotals(R"(\n- Totals: (\d+) working sets(?:, ([\d,]+) lb)?\.\n)");
    std::smatch totals;
    REQUIRE(std::regex_search(markdown, totals, kTotals));
    CHECK(std::stoi(totals[1]) == workout.working_sets());
    CHECK((totals[2].matched ? Number(totals[2]) : 0) == workout.working_volume_lbs());

    // The stated duration is what warm-up, sets, rests and cool-down take.
    static const std::regex kStated(R"(\*\*Duration:\*\* ~(\d+) minutes\n)");
    std::smatch stated;
    REQUIRE(std::regex_search(markdown, stated, kStated));
    const views::WorkoutViews reckoned = views::BuildWorkoutViews(std::regex_replace(markdown, kStated, ""));
    const double minutes = reckoned.workout.estimated_duration_min.value_or(0);
    CHECK(std::abs(Number(stated[1]) - minutes) <= minutes / 5);
  }
  CHECK(claims >= 12);
}

TEST_CASE("every example of a plan passes a strict write, and its weeks, days and sets add up") {
  TestDatabase database;
  const TestService<plans::PlanService> service(database, "liftmark_plans", "liftmark.plans.v1.PlanService");
  const auto rows = database.Rows("SELECT id, plan_type, duration_weeks, markdown FROM plan_examples");
  CHECK(rows.size() == 10);
  int claims = 0;
  for (const TestDatabase::Row& row : rows) {
    INFO(*row[0] << " " << *row[1]);
    const std::string& markdown = *row[3];
    plans_pb::ValidatePlanRequest request;
    request.set_markdown(markdown);
    const auto validated = service.Call<plans_pb::ValidatePlanResponse>("ValidatePlan", request);
    REQUIRE(validated.ok());
    CHECK(validated.response.valid_strict());
    CHECK(validated.response.diagnostics_size() == 0);
    claims += CheckPercentages(markdown);

    const views::Plan plan = views::BuildPlan(markdown);
    CHECK(plan.plan_type == *row[1]);
    CHECK(absl::StrCat(plan.duration_weeks.value_or(0)) == *row[2]);
    CHECK(plan.goal.has_value());
    CHECK(plan.modifications.size() == 1);
    for (int week = 1; week <= plan.duration_weeks.value_or(0); ++week) {
      INFO("week " << week);
      const views::Microcycle* microcycle = views::MicrocycleOfWeek(plan, week);
      REQUIRE(microcycle != nullptr);
      CHECK(microcycle->days.size() >= 2);
    }
    static const std::regex kSets(R"((\d+) sets?)");
    static const std::regex kSetsAWeek(R"((\d+) sets (a|in the) week)");
    for (const views::Microcycle& microcycle : plan.microcycles) {
      INFO(*microcycle.name);
      int sets = 0;
      for (const views::PlanDay& day : microcycle.days) {
        INFO(*day.title);
        CHECK(day.weekday.has_value());
        CHECK_FALSE(day.exercises.empty());
        sets += SetsOf(day);
        std::smatch volume;
        REQUIRE(day.volume.has_value());
        if (std::regex_match(*day.volume, volume, kSets)) CHECK(std::stoi(volume[1]) == SetsOf(day));
      }
      for (const std::string& line : microcycle.progression) {
        std::smatch weekly;
        if (std::regex_search(line, weekly, kSetsAWeek)) CHECK(std::stoi(weekly[1]) == sets);
      }
    }
  }
  CHECK(claims >= 40);
}

TEST_CASE("examples are there for every major type and level") {
  TestDatabase database;
  CHECK(database.Scalar(
            "SELECT count(DISTINCT workout_type) FROM workout_examples WHERE workout_type IN "
            "('upper_strength', 'upper_hypertrophy', 'lower_strength', 'lower_hypertrophy', 'push', 'pull', "
            "'legs', 'full_body', 'full_body_strength', 'conditioning', 'running', 'mobility', "
            "'bodyweight')") == "13");
  CHECK(database.Scalar("SELECT count(DISTINCT plan_type) FROM plan_examples WHERE plan_type IN "
                        "('full_body', 'upper_lower', 'ppl', 'powerlifting', 'running', 'hybrid')") == "6");
  for (const char* table : {"workout_examples", "plan_examples"}) {
    CHECK(database.Scalar(absl::StrCat(
              "SELECT string_agg(DISTINCT experience_level, ' ' ORDER BY experience_level) FROM ", table)) ==
          "advanced beginner intermediate");
  }
}

}  // namespace
}  // namespace liftmark
