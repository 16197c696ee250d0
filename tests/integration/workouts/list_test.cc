// Pages of workouts that are large.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "services/workouts/workout_service.h"
#include "tests/support/test_service.h"

namespace liftmark::workouts {
namespace {

absl::Time Noon() { return absl::FromCivil(absl::CivilHour(2026, 3, 20, 12), absl::UTCTimeZone()); }

TEST_CASE("a page of workouts ends before it grows too large for a reply") {
  TestDatabase database;
  const TestService<WorkoutService> service(database, "liftmark_workouts",
                                            "liftmark.workouts.v1.WorkoutService", &Noon);
  std::string markdown = "# Workout - Long Day\n**Focus:** Everything\n\n## Main Workout\n\n";
  for (int i = 1; markdown.size() < 200 * 1024; ++i) {
    markdown += "### " + std::to_string(i) + ". Squat\n- **Set 1:** 5 x 5\n- **Set 2:** 5 x 5\n";
  }
  pb::CreateWorkoutRequest create;
  create.set_user_id(database.CreateUser());
  create.set_markdown(markdown);
  create.mutable_options()->set_author("agent:coach");
  constexpr int kWorkouts = 8;
  for (int day = 10; day < 10 + kWorkouts; ++day) {
    create.set_workout_date("2026-03-" + std::to_string(day));
    REQUIRE(service.Call<pb::CreateWorkoutResponse>("CreateWorkout", create).ok());
  }
  pb::ListRecentWorkoutsRequest request;
  request.set_user_id(create.user_id());
  request.set_view(pb::WORKOUT_VIEW_FULL);

  std::set<std::string> dates;
  int pages = 0;
  do {
    const auto page = service.Call<pb::ListRecentWorkoutsResponse>("ListRecentWorkouts", request);
    REQUIRE(page.ok());
    ++pages;
    for (const pb::Workout& workout : page.response.workouts())
      CHECK(dates.insert(workout.workout_date()).second);
    request.set_page_token(page.response.next_page_token());
  } while (!request.page_token().empty());
  CHECK(dates.size() == kWorkouts);
  CHECK(pages > 1);
}

}  // namespace
}  // namespace liftmark::workouts
