// A workout service with one user, at noon UTC of March 2, 2026, and calls that its tests make.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "services/workouts/workout_service.h"
#include "tests/support/test_service.h"

namespace liftmark::workouts {

inline absl::Time Noon() { return absl::FromCivil(absl::CivilHour(2026, 3, 2, 12), absl::UTCTimeZone()); }

// A workout of one exercise, with the lines of its sets.
inline std::string WorkoutOf(const std::string& exercise, const std::vector<std::string>& sets,
                             const std::string& notes = "") {
  std::string markdown = "# Workout\n**Focus:** Strength\n\n## Main Workout\n\n### 1. " + exercise + "\n";
  int number = 0;
  for (const std::string& set : sets) {
    markdown += "- **Set " + std::to_string(++number) + ":** " + set + "\n";
  }
  if (!notes.empty()) markdown += "\n## Notes\n- " + notes + "\n";
  return markdown;
}

struct Workouts {
  TestDatabase database;
  TestService<WorkoutService> service{database, "liftmark_workouts", "liftmark.workouts.v1.WorkoutService",
                                      &Noon};
  std::string user = database.CreateUser();

  Outcome<pb::CreateWorkoutResponse> TryCreate(
      const std::string& date, const std::string& markdown = WorkoutOf("Bench Press", {"155 lb × 5"})) const {
    pb::CreateWorkoutRequest request;
    request.set_user_id(user);
    request.set_workout_date(date);
    request.set_markdown(markdown);
    request.mutable_options()->set_author("agent:coach");
    return service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
  }

  // Its id.
  std::string Create(const std::string& date,
                     const std::string& markdown = WorkoutOf("Bench Press", {"155 lb × 5"})) const {
    const auto created = TryCreate(date, markdown);
    INFO(created.status.error_message());
    REQUIRE(created.ok());
    return created.response.id();
  }

  pb::Workout Get(const std::string& id, pb::WorkoutView view = pb::WORKOUT_VIEW_FULL) const {
    pb::GetWorkoutRequest request;
    request.set_user_id(user);
    request.set_id(id);
    request.set_view(view);
    const auto found = service.Call<pb::GetWorkoutResponse>("GetWorkout", request);
    REQUIRE(found.ok());
    return found.response.workout();
  }

  // The last message.
  Outcome<pb::ArchiveWorkoutsResponse> Archive(const pb::ArchiveWorkoutsRequest& request) const {
    return service.Stream<pb::ArchiveWorkoutsResponse>("ArchiveWorkouts", request).Finish();
  }
  Outcome<pb::ArchiveWorkoutsResponse> Archive(const std::string& before) const {
    pb::ArchiveWorkoutsRequest request;
    request.set_before(before);
    return Archive(request);
  }
};

}  // namespace liftmark::workouts
