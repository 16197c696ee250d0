// BatchUpsertWorkouts: all of a week, or nothing of it.
#include <future>

#include "tests/integration/workouts/weeks.h"

namespace liftmark::workouts {
namespace {

std::string AddPlan(TestDatabase& database, const std::string& user) {
  return database.Scalar("INSERT INTO training_plans (user_id, start_date, markdown) VALUES ('" + user +
                         "', '2026-03-02', '# Plan') RETURNING id");
}

TEST_CASE("a week goes in at once, and each day says what became of it") {
  Weeks weeks;
  const std::string monday = weeks.Create(DayOfMarch(2));
  const std::string tuesday = weeks.Create(DayOfMarch(3), Press("100"));

  auto request = weeks.Week(2);
  request.mutable_workouts(1)->set_workout_type("Heavy");
  const auto week = weeks.Upsert(request);

  REQUIRE(week.ok());
  REQUIRE(week.response.workouts_size() == 7);
  const pb::UpsertedWorkout& kept = week.response.workouts(0);
  CHECK(kept.id() == monday);
  CHECK(kept.outcome() == pb::UPSERT_OUTCOME_UNCHANGED);
  CHECK_FALSE(kept.result().changed());
  CHECK(kept.result().revision() == 1);
  const pb::UpsertedWorkout& rewritten = week.response.workouts(1);
  CHECK(rewritten.id() == tuesday);
  CHECK(rewritten.outcome() == pb::UPSERT_OUTCOME_UPDATED);
  CHECK(rewritten.result().revision() == 2);
  CHECK(weeks.Get(tuesday).workout_type() == "Heavy");
  for (int i = 2; i < 7; ++i) {
    const pb::UpsertedWorkout& created = week.response.workouts(i);
    CHECK(created.workout_date() == DayOfMarch(2 + i));
    CHECK(created.outcome() == pb::UPSERT_OUTCOME_CREATED);
    CHECK(created.result().changed());
    const pb::Workout workout = weeks.Get(created.id());
    CHECK(workout.etag() == created.result().etag());
    CHECK(workout.markdown() == Press());
    CHECK(workout.structured().total_volume_lbs() == 775);
  }
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workout_revisions") == "8");
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts WHERE cached_revision = revision") == "7");
  CHECK(weeks.database.Scalar("SELECT count(*) FROM requests") == "0");
}

TEST_CASE("one invalid day of seven: nothing is stored, and everything that is wrong is named") {
  Weeks weeks;
  auto request = weeks.Week(2);
  request.mutable_options()->set_strict(true);
  for (pb::WorkoutUpsert& workout : *request.mutable_workouts()) {
    workout.set_markdown(Press("155", "# Workout - " + workout.workout_date()));
  }
  request.mutable_workouts(3)->set_markdown("# Workout\n**Focus:** Upper\n\n## Main Workout\n\nNothing.\n");

  const auto refused = weeks.Upsert(request);

  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(refused.reason() == "DOCUMENT_REFUSED");
  const auto violations = refused.violations();
  REQUIRE_FALSE(violations.empty());
  for (const auto& [field, description] : violations) {
    CHECK(field == "workouts[3].markdown");
    CHECK(description.find(", line ") != std::string::npos);
  }
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "0");
  CHECK(weeks.database.Scalar("SELECT count(*) FROM requests") == "0");
}

TEST_CASE("fields and documents of all days are told of in one answer") {
  Weeks weeks;
  auto request = weeks.Week(2);
  request.mutable_options()->set_strict(true);
  request.mutable_workouts(0)->set_workout_date("2026-02-30");
  request.mutable_workouts(1)->set_markdown(" ");
  request.mutable_workouts(2)->set_markdown("# Workout\n");
  request.mutable_workouts(4)->set_workout_date(DayOfMarch(5));
  request.mutable_workouts(5)->set_etag("nonsense");

  const auto refused = weeks.Upsert(request);

  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  const auto violations = refused.violations();
  for (const char* field : {"workouts[0].workout_date", "workouts[1].markdown", "workouts[2].markdown",
                            "workouts[4].workout_date", "workouts[5].etag"}) {
    INFO(field);
    CHECK(violations.count(field) >= 1);
  }
  CHECK(violations.count("workouts[1].markdown") == 1);
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "0");

  auto too_many = weeks.Week(1, 15);
  CHECK(weeks.Upsert(too_many).violations().count("workouts") == 1);
  CHECK(weeks.Upsert(weeks.For<pb::BatchUpsertWorkoutsRequest>()).violations().count("workouts") == 1);
}

TEST_CASE("a batch never writes over a completed workout unless told to") {
  Weeks weeks;
  const std::string monday = weeks.Create(DayOfMarch(2), Press("100"));
  REQUIRE(weeks.Complete(monday, "Done").ok());

  auto request = weeks.Week(2);
  const auto refused = weeks.Upsert(request);
  CHECK(refused.code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(refused.reason() == "COMPLETED");
  CHECK(refused.violations().count("workouts[0].workout_date") == 1);
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "1");

  request.mutable_workouts(0)->set_markdown(Press("100"));
  CHECK(weeks.Upsert(request).response.workouts(0).outcome() == pb::UPSERT_OUTCOME_UNCHANGED);

  request.mutable_workouts(0)->set_markdown(Press("105"));
  request.set_overwrite_completed(true);
  const auto told = weeks.Upsert(request);
  REQUIRE(told.ok());
  CHECK(told.response.workouts(0).result().revision() == 2);
  CHECK(weeks.Get(monday).has_completed_at());
  CHECK(weeks.Get(monday).completion_notes() == "Done");
}

TEST_CASE("archived dates and stale etags refuse the whole batch, each named by its field") {
  Weeks weeks;
  weeks.Archive(weeks.Create(DayOfMarch(2)));
  const std::string tuesday = weeks.Create(DayOfMarch(3), Press("100"));
  const std::string etag = weeks.Get(tuesday).etag();

  auto request = weeks.Week(2);
  request.mutable_workouts(1)->set_etag("1-1");
  request.mutable_workouts(2)->set_etag(etag);
  const auto archived = weeks.Upsert(request);
  CHECK(archived.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(archived.reason() == "ARCHIVED");
  CHECK(archived.violations().count("workouts[0].workout_date") == 1);
  CHECK(archived.violations().count("workouts[1].etag") == 1);
  CHECK(archived.violations().count("workouts[2].etag") == 1);

  request.mutable_workouts()->DeleteSubrange(0, 1);
  const auto stale = weeks.Upsert(request);
  CHECK(stale.code() == grpc::StatusCode::ABORTED);
  CHECK(stale.reason() == "ETAG_MISMATCH");
  CHECK(stale.violations().find("workouts[0].etag")->second.find(etag) != std::string::npos);
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "1");

  request.mutable_workouts(0)->set_etag(etag);
  request.mutable_workouts(1)->clear_etag();
  CHECK(weeks.Upsert(request).ok());
}

TEST_CASE("the same batch again has one effect and one answer") {
  Weeks weeks;
  weeks.Create(DayOfMarch(4), Press("100"));
  weeks.Create(DayOfMarch(5));
  auto request = weeks.Week(2);
  request.mutable_options()->set_request_id(kRequestId);

  const auto first = weeks.Upsert(request);
  REQUIRE(first.ok());
  weeks.Create(DayOfMarch(20));
  weeks.database.Execute("UPDATE workouts SET markdown = markdown || E'\\n## Notes\\n- By hand.\\n'");
  const auto second = weeks.Upsert(request);
  request.mutable_workouts(0)->set_markdown(Press("200"));
  const auto other = weeks.Upsert(request);

  REQUIRE(second.ok());
  CHECK(first.response.SerializeAsString() == second.response.SerializeAsString());
  CHECK(other.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(other.reason() == "REQUEST_ID_REUSED");
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts WHERE markdown NOT LIKE '%By hand%'") == "0");
}

TEST_CASE("a dry run of a batch says what would happen and stores nothing") {
  Weeks weeks;
  const std::string monday = weeks.Create(DayOfMarch(2), Press("100"));
  auto request = weeks.Week(2, 2);
  request.mutable_options()->set_validate_only(true);

  const auto dry = weeks.Upsert(request);

  REQUIRE(dry.ok());
  CHECK(dry.response.workouts(0).id() == monday);
  CHECK(dry.response.workouts(0).outcome() == pb::UPSERT_OUTCOME_UPDATED);
  CHECK(dry.response.workouts(1).outcome() == pb::UPSERT_OUTCOME_CREATED);
  CHECK(dry.response.workouts(1).id().empty());
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workout_revisions") == "1");
}

TEST_CASE("plans that are not the user's are named with whatever else is wrong, and nothing is stored") {
  Weeks weeks;
  const std::string plan = AddPlan(weeks.database, weeks.user);
  const std::string of_another = AddPlan(weeks.database, weeks.database.CreateUser());
  auto request = weeks.Week(2);
  request.mutable_workouts(0)->set_training_plan_id(plan);
  request.mutable_workouts(4)->set_training_plan_id(of_another);
  request.mutable_workouts(6)->set_training_plan_id(kRequestId);
  const auto fields = [](const auto& outcome) {
    std::multiset<std::string> found;
    for (const auto& [field, description] : outcome.violations()) found.insert(field);
    return found;
  };
  const std::string fourth = "workouts[4].training_plan_id";
  const std::string sixth = "workouts[6].training_plan_id";

  const auto plans = weeks.Upsert(request);
  CHECK(plans.code() == grpc::StatusCode::NOT_FOUND);
  CHECK(plans.reason() == "PLAN_NOT_FOUND");
  CHECK(fields(plans) == std::multiset<std::string>{fourth, sixth});

  weeks.Archive(weeks.Create(DayOfMarch(3)));
  const auto archived = weeks.Upsert(request);
  CHECK(archived.reason() == "PLAN_NOT_FOUND");
  CHECK(fields(archived) == std::multiset<std::string>{"workouts[1].workout_date", fourth, sixth});

  request.mutable_workouts(2)->set_markdown("# Workout\n");
  const auto refused = weeks.Upsert(request);
  CHECK(refused.reason() == "DOCUMENT_REFUSED");
  CHECK(fields(refused) ==
        std::multiset<std::string>{"workouts[1].workout_date", "workouts[2].markdown", fourth, sixth});

  // Whatever can be looked up is, though days have no date.
  request.mutable_workouts(2)->set_workout_date("2026-02-30");
  request.mutable_workouts(3)->set_training_plan_id("none");
  request.mutable_workouts(6)->set_workout_date(DayOfMarch(2));
  const auto invalid = weeks.Upsert(request);
  CHECK(invalid.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(invalid.reason() == "INVALID_REQUEST");
  CHECK(fields(invalid) == std::multiset<std::string>{"workouts[1].workout_date", "workouts[2].workout_date",
                                                      "workouts[2].markdown", "workouts[3].training_plan_id",
                                                      fourth, "workouts[6].workout_date", sixth});
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "0");
}

TEST_CASE("a plan that goes while a batch names it is named by the batch") {
  Weeks weeks;
  auto request = weeks.Week(2);
  request.mutable_workouts(3)->set_training_plan_id(AddPlan(weeks.database, weeks.user));
  auto deleter = weeks.database.Open();
  deleter.Execute("BEGIN");
  deleter.Execute("DELETE FROM training_plans");

  auto waiting = std::async(std::launch::async, [&] { return weeks.Upsert(request); });
  weeks.database.AwaitWaiting("liftmark_workouts");
  deleter.Execute("COMMIT");
  const auto refused = waiting.get();

  CHECK(refused.reason() == "PLAN_NOT_FOUND");
  CHECK(refused.violations().count("workouts[3].training_plan_id") == 1);
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "0");
}

TEST_CASE("a batch for nobody is NOT_FOUND") {
  Weeks weeks;
  auto request = weeks.Week(2);
  request.set_user_id(kRequestId);
  const auto no_user = weeks.Upsert(request);
  CHECK(no_user.code() == grpc::StatusCode::NOT_FOUND);
  CHECK(no_user.reason() == "USER_NOT_FOUND");
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "0");
}

// Batches of overlapping weeks, creates, edits, completions, moves and deletions of the same dates through
// two services: each ends in an answer that is documented, and every week that was stored was stored whole.
TEST_CASE("batches and other writers of the same dates lose nothing and wait for each other never forever") {
  Weeks weeks;
  const TestService<WorkoutService> other(
      weeks.database, "liftmark_workouts", "liftmark.workouts.v1.WorkoutService",
      [] { return absl::FromCivil(absl::CivilHour(2026, 3, 2, 12), absl::UTCTimeZone()); });
  const std::set<grpc::StatusCode> documented = {grpc::StatusCode::OK, grpc::StatusCode::ALREADY_EXISTS,
                                                 grpc::StatusCode::FAILED_PRECONDITION,
                                                 grpc::StatusCode::NOT_FOUND, grpc::StatusCode::ABORTED};
  const auto at = [](int i) { return 2 + i % 6; };

  std::vector<std::future<grpc::StatusCode>> calls;
  for (int i = 0; i < 90; ++i) {
    calls.push_back(std::async(std::launch::async, [&, i] {
      const auto& service = i % 2 == 0 ? weeks.service : other;
      switch (i % 5) {
        case 0: {
          auto create = weeks.For<pb::CreateWorkoutRequest>();
          create.set_workout_date(DayOfMarch(at(i)));
          create.set_markdown(Press());
          return service.Call<pb::CreateWorkoutResponse>("CreateWorkout", create).code();
        }
        case 1: {
          auto find = weeks.For<pb::GetWorkoutRequest>();
          find.set_workout_date(DayOfMarch(at(i)));
          const auto found = service.Call<pb::GetWorkoutResponse>("GetWorkout", find);
          if (!found.ok()) return found.code();
          auto move = weeks.MoveRequest(found.response.workout().id(), DayOfMarch(at(i) + 6));
          return service.Call<pb::MoveWorkoutResponse>("MoveWorkout", move).code();
        }
        case 2: {
          auto gone = weeks.For<pb::DeleteFutureWorkoutsRequest>();
          gone.set_after_date(DayOfMarch(9));
          return service.Call<pb::DeleteFutureWorkoutsResponse>("DeleteFutureWorkouts", gone).code();
        }
        default:
          return service
              .Call<pb::BatchUpsertWorkoutsResponse>("BatchUpsertWorkouts",
                                                     weeks.Week(at(i), 7, std::to_string(100 + i)))
              .code();
      }
    }));
  }
  for (auto& call : calls) {
    const grpc::StatusCode code = call.get();
    INFO(code);
    CHECK(documented.count(code) == 1);
  }

  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") ==
        weeks.database.Scalar("SELECT count(DISTINCT workout_date) FROM workouts"));
  CHECK(weeks.database.Scalar(
            "SELECT count(*) FROM workouts w WHERE NOT EXISTS (SELECT FROM workout_revisions r"
            " WHERE r.workout_id = w.id AND r.revision = w.revision"
            " AND r.markdown = w.markdown)") == "0");
  CHECK(weeks.database.Scalar("SELECT count(*) FROM requests") == "0");
  const auto last = weeks.Upsert(weeks.Week(2, 14, "300"));
  REQUIRE(last.ok());
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts WHERE markdown LIKE '%300 lb%'") == "14");
}

}  // namespace
}  // namespace liftmark::workouts
