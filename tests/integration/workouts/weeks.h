// A workout service with one user, at noon UTC of Monday, March 2, 2026, and the writes that its tests make.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "services/workouts/workout_service.h"
#include "tests/support/test_service.h"

namespace liftmark::workouts {

inline std::string DayOfMarch(int day) {
  return "2026-03-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
}

// A workout that has no diagnostics on any date.
inline std::string Press(const std::string& weight = "155", const std::string& title = "# Workout") {
  return title + "\n**Focus:** Upper\n\n## Warm-Up (5 minutes)\n1. Row: 5 minutes\n\n## Main Workout\n\n" +
         "### 1. Bench Press\n**Target:** 1 × 5 @ RPE 8\n- **Set 1:** " + weight +
         " lb × 5\n**Rest:** 3 minutes\n\n## Cool Down (5 minutes)\n1. Walk: 5 minutes\n";
}

struct Weeks {
  TestDatabase database;
  TestService<WorkoutService> service{
      database, "liftmark_workouts", "liftmark.workouts.v1.WorkoutService",
      [] { return absl::FromCivil(absl::CivilHour(2026, 3, 2, 12), absl::UTCTimeZone()); }};
  std::string user = database.CreateUser();

  // Every request has a user, most have an author.
  template <class Request>
  Request For(const std::string& id = "") const {
    Request request;
    request.set_user_id(user);
    if constexpr (requires { request.set_id(id); }) request.set_id(id);
    if constexpr (requires { request.mutable_options(); })
      request.mutable_options()->set_author("agent:coach");
    return request;
  }

  std::string Create(const std::string& date, const std::string& markdown = Press()) const {
    auto request = For<pb::CreateWorkoutRequest>();
    request.set_workout_date(date);
    request.set_markdown(markdown);
    const auto created = service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
    REQUIRE(created.ok());
    return created.response.id();
  }

  pb::Workout Get(const std::string& id) const {
    auto request = For<pb::GetWorkoutRequest>(id);
    request.set_view(pb::WORKOUT_VIEW_FULL);
    const auto found = service.Call<pb::GetWorkoutResponse>("GetWorkout", request);
    REQUIRE(found.ok());
    return found.response.workout();
  }

  // Days of March from `first` on.
  pb::BatchUpsertWorkoutsRequest Week(int first, int days = 7, const std::string& weight = "155") const {
    auto request = For<pb::BatchUpsertWorkoutsRequest>();
    for (int day = first; day < first + days; ++day) {
      pb::WorkoutUpsert& workout = *request.add_workouts();
      workout.set_workout_date(DayOfMarch(day));
      workout.set_markdown(Press(weight));
    }
    return request;
  }

  Outcome<pb::BatchUpsertWorkoutsResponse> Upsert(const pb::BatchUpsertWorkoutsRequest& request) const {
    return service.Call<pb::BatchUpsertWorkoutsResponse>("BatchUpsertWorkouts", request);
  }

  Outcome<pb::CompleteWorkoutResponse> Complete(const std::string& id, const std::string& notes = "",
                                                const std::string& request_id = "") const {
    auto request = For<pb::CompleteWorkoutRequest>(id);
    request.set_notes(notes);
    request.set_request_id(request_id);
    return service.Call<pb::CompleteWorkoutResponse>("CompleteWorkout", request);
  }

  Outcome<pb::ReopenWorkoutResponse> Reopen(const std::string& id) const {
    return service.Call<pb::ReopenWorkoutResponse>("ReopenWorkout", For<pb::ReopenWorkoutRequest>(id));
  }

  pb::MoveWorkoutRequest MoveRequest(const std::string& id, const std::string& date) const {
    auto request = For<pb::MoveWorkoutRequest>(id);
    request.set_workout_date(date);
    return request;
  }
  Outcome<pb::MoveWorkoutResponse> Move(const pb::MoveWorkoutRequest& request) const {
    return service.Call<pb::MoveWorkoutResponse>("MoveWorkout", request);
  }

  void Archive(const std::string& id) {
    database.Execute(
        "WITH moved AS (DELETE FROM workouts WHERE id = '" + id +
        "' RETURNING id, user_id, workout_date, workout_type, markdown, revision, cache_version, "
        "completed_at, created_at, updated_at)"
        " INSERT INTO workouts_archive (id, user_id, workout_date, workout_type, markdown, revision,"
        " cache_version, completed_at, created_at, updated_at) SELECT * FROM moved");
  }
};

inline constexpr const char* kRequestId = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a77";

}  // namespace liftmark::workouts
