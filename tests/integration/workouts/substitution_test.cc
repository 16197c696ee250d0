// One exercise of a stored workout replaced by another.
#include "tests/integration/workouts/weeks.h"

namespace liftmark::workouts {
namespace {

pb::SubstituteExerciseRequest Replace(const Weeks& weeks, const std::string& id, const std::string& exercise,
                                      const std::string& replacement) {
  auto request = weeks.For<pb::SubstituteExerciseRequest>(id);
  request.set_exercise(exercise);
  request.set_replacement(replacement);
  return request;
}

Outcome<pb::SubstituteExerciseResponse> Substitute(const Weeks& weeks,
                                                   const pb::SubstituteExerciseRequest& request) {
  return weeks.service.Call<pb::SubstituteExerciseResponse>("SubstituteExercise", request);
}

TEST_CASE("an exercise is replaced by any of its names, and the views follow") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  auto request = Replace(weeks, id, "BB bench press", "Floor Press");
  request.mutable_options()->set_request_id("00000000-0000-4000-8000-00000000000a");

  const auto first = Substitute(weeks, request);
  const auto again = Substitute(weeks, request);
  REQUIRE(first.ok());
  REQUIRE(again.ok());
  CHECK(again.response.SerializeAsString() == first.response.SerializeAsString());
  CHECK(first.response.result().revision() == 2);

  const pb::Workout workout = weeks.Get(id);
  std::string expected = Press();
  expected.replace(expected.find("Bench Press"), 11, "Floor Press");
  CHECK(workout.markdown() == expected);
  CHECK(workout.structured().exercises(0).key() == "floor press");
  CHECK(workout.structured().exercises(0).sets_size() == 1);
  CHECK(workout.sms().text().find("Floor Press") != std::string::npos);
}

TEST_CASE("a new target takes the place of the sets") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  auto request = Replace(weeks, id, "Bench Press", "Dumbbell Bench Press");
  request.set_target("3 × 10 @ 50 lb");
  REQUIRE(Substitute(weeks, request).ok());

  const pb::StructuredWorkout view = weeks.Get(id).structured();
  REQUIRE(view.exercises_size() == 1);
  CHECK(view.exercises(0).sets().empty());
  CHECK(view.exercises(0).target().sets() == 3);
  CHECK(view.exercises(0).target().reps() == 10);
  CHECK(view.exercises(0).target().weight_lbs() == 50);
  CHECK(view.exercises(0).rest_seconds() == 180);
}

TEST_CASE("a substitution that cannot be made says why and changes nothing") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  const auto missing = Substitute(weeks, Replace(weeks, id, "Deadlift", "Squat"));
  CHECK(missing.code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(missing.reason() == "EXERCISE_NOT_FOUND");
  CHECK(Substitute(weeks, Replace(weeks, id, "Bench Press", "Row\n## Notes"))
            .violations()
            .count("replacement") == 1);
  auto stale = Replace(weeks, id, "Bench Press", "Floor Press");
  stale.set_etag("1-1");
  CHECK(Substitute(weeks, stale).reason() == "ETAG_MISMATCH");
  CHECK(weeks.Get(id).markdown() == Press());
  CHECK(weeks.Get(id).revision() == 1);
}

}  // namespace
}  // namespace liftmark::workouts
