// The user's day, which workouts learn from dossiers (D19).
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>

#include "services/workouts/time_zones.h"
#include "services/workouts/workout_service.h"
#include "tests/integration/dossier/dossiers.h"

namespace liftmark::workouts {
namespace {

// At noon UTC of March 2, 2026 it is already March 3 on Kiritimati.
absl::Time Noon() { return absl::FromCivil(absl::CivilHour(2026, 3, 2, 12), absl::UTCTimeZone()); }

struct Suite {
  // Read on the shard of the workouts.
  std::atomic<int> seconds_passed{0};

  // May be gone while the workouts go on.
  std::optional<dossier::Dossiers> dossiers{std::in_place};
  TestDatabase database;
  TimeZones time_zones{grpc::CreateChannel("127.0.0.1:" + std::to_string(dossiers->service.port()),
                                           grpc::InsecureChannelCredentials()),
                       [this] { return async::Clock::time_point(std::chrono::seconds(seconds_passed)); }};
  TestService<WorkoutService> workouts{database, "liftmark_workouts", "liftmark.workouts.v1.WorkoutService",
                                       &Noon, &time_zones};

  // The day of a user who may have no workout on it.
  Outcome<pb::ListRecentWorkoutsResponse> Today(const std::string& user,
                                                const std::string& time_zone = "") const {
    pb::ListRecentWorkoutsRequest request;
    request.set_user_id(user);
    request.set_time_zone(time_zone);
    return workouts.Call<pb::ListRecentWorkoutsResponse>("ListRecentWorkouts", request);
  }
};

TEST_CASE("today is the day of the dossier's time zone, where the request names none") {
  Suite suite;
  const std::string user = suite.dossiers->Add({.time_zone = "Pacific/Kiritimati"});

  const auto of_dossier = suite.Today(user);
  REQUIRE(of_dossier.ok());
  CHECK(of_dossier.response.date() == "2026-03-03");
  CHECK(of_dossier.response.time_zone() == "Pacific/Kiritimati");

  const auto of_request = suite.Today(user, "America/New_York");
  CHECK(of_request.response.date() == "2026-03-02");
  CHECK(of_request.response.time_zone() == "America/New_York");

  pb::GetTodaysWorkoutRequest request;
  request.set_user_id(user);
  const auto none = suite.workouts.Call<pb::GetTodaysWorkoutResponse>("GetTodaysWorkout", request);
  CHECK(none.code() == grpc::StatusCode::NOT_FOUND);
  CHECK(none.metadata("date") == "2026-03-03");
  CHECK(none.metadata("time_zone") == "Pacific/Kiritimati");
}

TEST_CASE("without a dossier, or a zone that exists in it, today is the day of UTC") {
  Suite suite;
  const std::string nobody = suite.dossiers->database.CreateUser();
  const std::string nowhere = suite.dossiers->Add({.time_zone = "Mars/Olympus"});

  for (const std::string& user : {nobody, nowhere}) {
    const auto today = suite.Today(user);
    REQUIRE(today.ok());
    CHECK(today.response.date() == "2026-03-02");
    CHECK(today.response.time_zone() == "UTC");
  }
}

TEST_CASE("a zone is known for a minute; after it, without the dossier service, the request has to name it") {
  Suite suite;
  const std::string user = suite.dossiers->Add({.time_zone = "Pacific/Kiritimati"});
  REQUIRE(suite.Today(user).ok());
  suite.dossiers.reset();

  suite.seconds_passed = 59;
  CHECK(suite.Today(user).response.time_zone() == "Pacific/Kiritimati");

  suite.seconds_passed = 60;
  const auto unavailable = suite.Today(user);
  CHECK(unavailable.code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(unavailable.reason() == "TIME_ZONE_UNAVAILABLE");
  CHECK(suite.Today(user, "UTC").ok());
}

}  // namespace
}  // namespace liftmark::workouts
