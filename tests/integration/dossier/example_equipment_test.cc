// Example workouts, and those of them that a user has the equipment for: which dossiers tell.
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <optional>
#include <set>
#include <string>

#include "services/workouts/workout_service.h"
#include "tests/integration/dossier/dossiers.h"

namespace liftmark::workouts {
namespace {

struct Suite {
  // May be gone while the workouts go on.
  std::optional<dossier::Dossiers> dossiers{std::in_place};
  TestDatabase database;
  DossierProfiles profiles{grpc::CreateChannel("127.0.0.1:" + std::to_string(dossiers->service.port()),
                                               grpc::InsecureChannelCredentials())};
  TestService<WorkoutService> workouts{
      database, "liftmark_workouts", "liftmark.workouts.v1.WorkoutService", &absl::Now, nullptr, &profiles};

  Suite() { database.Execute("DELETE FROM workout_examples"); }

  pb::WorkoutExample Add(const std::string& type, const std::vector<std::string>& equipment = {}) const {
    pb::CreateWorkoutExampleRequest request;
    request.set_workout_type(type);
    request.set_experience_level("beginner");
    for (const std::string& item : equipment) request.add_equipment_required(item);
    request.set_markdown("# Workout\n\n## Main Workout\n\n### 1. Squat\n- **Set 1:** 135 lb × 5\n");
    const auto created = workouts.Call<pb::CreateWorkoutExampleResponse>("CreateWorkoutExample", request);
    REQUIRE(created.ok());
    return created.response.example();
  }

  Outcome<pb::ListWorkoutExamplesResponse> List(const pb::ListWorkoutExamplesRequest& request) const {
    return workouts.Call<pb::ListWorkoutExamplesResponse>("ListWorkoutExamples", request);
  }

  std::set<std::string> TypesFor(const std::string& user) const {
    pb::ListWorkoutExamplesRequest request;
    request.set_equipment_of_user_id(user);
    const auto listed = List(request);
    REQUIRE(listed.ok());
    std::set<std::string> types;
    for (const pb::WorkoutExample& example : listed.response.examples()) types.insert(example.workout_type());
    return types;
  }
};

TEST_CASE("examples for a user need only what the dossier lists, in whatever words") {
  Suite suite;
  suite.Add("running");
  suite.Add("dumbbells", {"Dumbbells"});
  suite.Add("rack", {"Barbell", "Squat Rack"});
  suite.Add("machines", {"Dumbbells", "Leg Press"});
  suite.database.Execute("INSERT INTO workout_examples (workout_type, markdown) VALUES ('unsaid', '# W')");

  const std::string home = suite.dossiers->Add({.equipment = "Adjustable dumbbells 5-50 lb, Mat"});
  const std::string gym = suite.dossiers->Add({.equipment = "Olympic barbell, Power cage, Dumbbells"});
  const std::string nobody = suite.dossiers->database.CreateUser();
  CHECK(suite.TypesFor(home) == std::set<std::string>{"running", "dumbbells", "unsaid"});
  CHECK(suite.TypesFor(gym) == std::set<std::string>{"running", "dumbbells", "rack", "unsaid"});
  CHECK(suite.TypesFor(nobody) == std::set<std::string>{"running", "unsaid"});

  suite.dossiers.reset();
  pb::ListWorkoutExamplesRequest request;
  CHECK(suite.List(request).ok());
  request.set_equipment_of_user_id(home);
  const auto blind = suite.List(request);
  CHECK(blind.code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(blind.reason() == "DOSSIERS_UNAVAILABLE");
}

TEST_CASE("reading examples counts their use once a request, and rotation brings the least used") {
  Suite suite;
  suite.Add("full_body");
  const std::string id = suite.Add("upper").id();
  pb::ListWorkoutExamplesRequest upper;
  upper.set_workout_type("upper");
  upper.set_experience_level("beginner");
  upper.set_request_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02");
  REQUIRE(suite.List(upper).response.examples_size() == 1);
  REQUIRE(suite.List(upper).response.examples_size() == 1);
  CHECK(suite.database.Scalar("SELECT usage_count FROM workout_examples WHERE id = '" + id + "'") == "1");

  pb::ListWorkoutExamplesRequest one;
  one.set_limit(1);
  CHECK(suite.List(one).response.examples(0).id() == id);
  one.set_rotate(true);
  CHECK(suite.List(one).response.examples(0).workout_type() == "full_body");
  upper.set_experience_level("advanced");
  CHECK(suite.List(upper).response.examples_size() == 0);
}

TEST_CASE("an example is changed field by field, and retired; one that is no workout is refused") {
  Suite suite;
  const pb::WorkoutExample example = suite.Add("upper", {"Dumbbells"});
  pb::UpdateWorkoutExampleRequest update;
  update.set_id(example.id());
  update.mutable_equipment_required();
  const auto updated = suite.workouts.Call<pb::UpdateWorkoutExampleResponse>("UpdateWorkoutExample", update);
  REQUIRE(updated.ok());
  CHECK(updated.response.example().equipment_required_size() == 0);
  CHECK(updated.response.example().workout_type() == "upper");
  CHECK(updated.response.example().markdown() == example.markdown());
  update.set_experience_level("");
  CHECK_FALSE(suite.workouts.Call<pb::UpdateWorkoutExampleResponse>("UpdateWorkoutExample", update)
                  .response.example()
                  .has_experience_level());
  update.set_workout_type("");
  CHECK(suite.workouts.Call<pb::UpdateWorkoutExampleResponse>("UpdateWorkoutExample", update)
            .violations()
            .contains("workout_type"));
  update.clear_workout_type();
  update.set_markdown("Have fun!");
  CHECK(suite.workouts.Call<pb::UpdateWorkoutExampleResponse>("UpdateWorkoutExample", update).reason() ==
        "DOCUMENT_REFUSED");

  pb::CreateWorkoutExampleRequest again;
  again.set_id(example.id());
  again.set_workout_type("lower");
  again.set_markdown(example.markdown());
  CHECK(suite.workouts.Call<pb::CreateWorkoutExampleResponse>("CreateWorkoutExample", again).reason() ==
        "EXAMPLE_EXISTS");

  pb::RetireWorkoutExampleRequest retire;
  retire.set_id(example.id());
  CHECK(suite.workouts.Call<pb::RetireWorkoutExampleResponse>("RetireWorkoutExample", retire).ok());
  pb::ListWorkoutExamplesRequest all;
  CHECK(suite.List(all).response.examples_size() == 0);
  all.set_include_retired(true);
  REQUIRE(suite.List(all).response.examples_size() == 1);
  CHECK(suite.List(all).response.examples(0).usage_count() == 0);
  retire.set_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02");
  CHECK(suite.workouts.Call<pb::RetireWorkoutExampleResponse>("RetireWorkoutExample", retire).reason() ==
        "EXAMPLE_NOT_FOUND");
}

}  // namespace
}  // namespace liftmark::workouts
