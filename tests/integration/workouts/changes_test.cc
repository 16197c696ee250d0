// Moving, deleting, completing and reopening workouts, and editing today's.
#include <future>

#include "tests/integration/workouts/weeks.h"

namespace liftmark::workouts {
namespace {

const std::string kMonday = "# Workout - Monday, March 2, 2026";

// Stored, but not without a diagnostic.
const std::string kBare = "# Workout\n\n## Main Workout\n\n### 1. Bench Press\n- **Set 1:** 155 lb × 5\n";

Outcome<pb::UpdateTodaysWorkoutResponse> UpdateToday(const Weeks& weeks,
                                                     const pb::UpdateTodaysWorkoutRequest& request) {
  return weeks.service.Call<pb::UpdateTodaysWorkoutResponse>("UpdateTodaysWorkout", request);
}

Outcome<pb::UpdateWorkoutResponse> Update(const Weeks& weeks, const pb::UpdateWorkoutRequest& request) {
  return weeks.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", request);
}

TEST_CASE("today's workout is that of the user's own day, and is updated like any other") {
  Weeks weeks;
  const std::string monday = weeks.Create(DayOfMarch(2));
  const std::string tuesday = weeks.Create(DayOfMarch(3));
  auto request = weeks.For<pb::UpdateTodaysWorkoutRequest>();
  request.set_markdown(Press("160"));

  CHECK(UpdateToday(weeks, request).violations().count("etag") == 1);
  request.set_etag(weeks.Get(monday).etag());
  const auto updated = UpdateToday(weeks, request);
  REQUIRE(updated.ok());
  CHECK(updated.response.id() == monday);
  CHECK(updated.response.date() == DayOfMarch(2));
  CHECK(updated.response.time_zone() == "UTC");
  CHECK(updated.response.result().revision() == 2);
  CHECK(UpdateToday(weeks, request).reason() == "ETAG_MISMATCH");

  request.set_time_zone("Pacific/Kiritimati");
  request.set_force(true);
  const auto ahead = UpdateToday(weeks, request);
  REQUIRE(ahead.ok());
  CHECK(ahead.response.id() == tuesday);
  CHECK(ahead.response.date() == DayOfMarch(3));

  request.set_time_zone("America/Nowhere");
  CHECK(UpdateToday(weeks, request).violations().count("time_zone") == 1);
  request.set_time_zone("Etc/GMT+12");
  weeks.service.Call<pb::DeleteWorkoutResponse>("DeleteWorkout", weeks.For<pb::DeleteWorkoutRequest>(monday));
  const auto none = UpdateToday(weeks, request);
  CHECK(none.code() == grpc::StatusCode::NOT_FOUND);
  CHECK(none.metadata("date") == DayOfMarch(2));
}

TEST_CASE("an update of today that is sent again behind midnight is still about the day before") {
  Weeks weeks;
  const std::string monday = weeks.Create(DayOfMarch(2));
  auto request = weeks.For<pb::UpdateTodaysWorkoutRequest>();
  request.set_markdown(Press("160"));
  request.set_force(true);
  request.mutable_options()->set_request_id(kRequestId);
  const auto first = UpdateToday(weeks, request);
  REQUIRE(first.ok());
  weeks.Create(DayOfMarch(3));

  const TestService<WorkoutService> tomorrow(
      weeks.database, "liftmark_workouts", "liftmark.workouts.v1.WorkoutService",
      [] { return absl::FromCivil(absl::CivilHour(2026, 3, 3, 1), absl::UTCTimeZone()); });
  const auto again = tomorrow.Call<pb::UpdateTodaysWorkoutResponse>("UpdateTodaysWorkout", request);

  REQUIRE(again.ok());
  CHECK(again.response.SerializeAsString() == first.response.SerializeAsString());
  CHECK(weeks.Get(monday).revision() == 2);
}

TEST_CASE("writing what is there already twice is one answer, with all that is said of the document") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2), kBare);
  auto request = weeks.For<pb::UpdateWorkoutRequest>(id);
  request.set_markdown(kBare);
  request.set_completion_notes("Easy");
  request.mutable_update_mask()->add_paths("markdown");
  request.mutable_update_mask()->add_paths("completion_notes");
  request.set_etag(weeks.Get(id).etag());
  request.mutable_options()->set_request_id(kRequestId);

  const auto first = Update(weeks, request);
  auto later = weeks.For<pb::UpdateWorkoutRequest>(id);
  later.set_markdown(Press());
  later.set_force(true);
  REQUIRE(Update(weeks, later).ok());
  const auto second = Update(weeks, request);

  REQUIRE(first.ok());
  CHECK_FALSE(first.response.result().changed());
  CHECK_FALSE(first.response.result().diagnostics().empty());
  CHECK(first.response.SerializeAsString() == second.response.SerializeAsString());
  CHECK(weeks.Get(id).completion_notes() == "Easy");
}

TEST_CASE("nothing is said of a document that was not given, however often a request comes") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2), kBare);
  auto request = weeks.For<pb::UpdateWorkoutRequest>(id);
  request.set_completion_notes("Easy");
  request.mutable_update_mask()->add_paths("completion_notes");
  request.mutable_options()->set_request_id(kRequestId);

  const auto first = Update(weeks, request);
  const auto second = Update(weeks, request);

  REQUIRE(first.ok());
  CHECK(first.response.result().diagnostics().empty());
  CHECK(first.response.SerializeAsString() == second.response.SerializeAsString());
}

// What was compared with the document is stored with it, or not at all.
TEST_CASE("markdown that is given again is not taken for what another writer stores meanwhile") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  auto request = weeks.For<pb::UpdateWorkoutRequest>(id);
  request.set_markdown(Press());
  request.set_completion_notes("Easy");
  request.mutable_update_mask()->add_paths("markdown");
  request.mutable_update_mask()->add_paths("completion_notes");
  request.set_etag(weeks.Get(id).etag());

  auto other = weeks.database.Open();
  other.Execute("BEGIN");
  other.Execute("UPDATE workouts SET markdown = markdown || E'\\n## Notes\\n- By hand.\\n'");
  auto waiting = std::async(std::launch::async, [&] { return Update(weeks, request); });
  weeks.database.AwaitWaiting("liftmark_workouts");
  other.Execute("COMMIT");
  const auto updated = waiting.get();

  CHECK(updated.code() == grpc::StatusCode::ABORTED);
  CHECK(updated.reason() == "ETAG_MISMATCH");
  CHECK_FALSE(weeks.Get(id).has_completion_notes());
}

TEST_CASE("a workout that moves takes its title along") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2), Press("155", kMonday));

  const auto moved = weeks.Move(weeks.MoveRequest(id, DayOfMarch(13)));

  REQUIRE(moved.ok());
  CHECK(moved.response.result().revision() == 2);
  CHECK(moved.response.result().diagnostics().empty());
  const pb::Workout workout = weeks.Get(id);
  CHECK(workout.workout_date() == DayOfMarch(13));
  CHECK(workout.markdown() == Press("155", "# Workout - Friday, March 13, 2026"));
  CHECK(workout.structured().date() == DayOfMarch(13));
  CHECK(workout.structured().weekday() == "Friday");

  const auto again = weeks.Move(weeks.MoveRequest(id, DayOfMarch(13)));
  REQUIRE(again.ok());
  CHECK_FALSE(again.response.result().changed());
}

TEST_CASE("a workout without a date in it moves with its text as it is") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  auto request = weeks.MoveRequest(id, DayOfMarch(4));
  request.mutable_options()->set_request_id(kRequestId);

  const auto first = weeks.Move(request);
  const auto second = weeks.Move(request);

  REQUIRE(first.ok());
  CHECK(first.response.SerializeAsString() == second.response.SerializeAsString());
  CHECK(weeks.Get(id).revision() == 1);
  CHECK(weeks.Get(id).workout_date() == DayOfMarch(4));
}

TEST_CASE("a workout does not move onto another, onto the archive, or off the day it was done") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2), Press("155", kMonday));
  const std::string there = weeks.Create(DayOfMarch(3));
  const std::string old = weeks.Create(DayOfMarch(4));
  weeks.Archive(old);

  const auto taken = weeks.Move(weeks.MoveRequest(id, DayOfMarch(3)));
  CHECK(taken.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(taken.reason() == "DATE_TAKEN");
  CHECK(taken.metadata("id") == there);
  const auto archive = weeks.Move(weeks.MoveRequest(id, DayOfMarch(4)));
  CHECK(archive.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(archive.reason() == "ARCHIVED");
  const auto archived = weeks.Move(weeks.MoveRequest(old, DayOfMarch(5)));
  CHECK(archived.code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(archived.reason() == "ARCHIVED");
  auto stale = weeks.MoveRequest(id, DayOfMarch(5));
  stale.set_etag("1-1");
  CHECK(weeks.Move(stale).reason() == "ETAG_MISMATCH");
  CHECK(weeks.Move(weeks.MoveRequest(kRequestId, DayOfMarch(5))).code() == grpc::StatusCode::NOT_FOUND);

  REQUIRE(weeks.Complete(id).ok());
  auto done = weeks.MoveRequest(id, DayOfMarch(5));
  const auto completed = weeks.Move(done);
  CHECK(completed.code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(completed.reason() == "COMPLETED");
  CHECK(weeks.Get(id).markdown() == Press("155", kMonday));
  done.set_move_completed(true);
  REQUIRE(weeks.Move(done).ok());
  CHECK(weeks.Get(id).has_completed_at());
}

TEST_CASE("of many workouts that move onto one date at once, one arrives and none is lost") {
  Weeks weeks;
  std::vector<std::string> ids;
  for (int day = 2; day < 10; ++day) ids.push_back(weeks.Create(DayOfMarch(day)));
  std::vector<std::future<Outcome<pb::MoveWorkoutResponse>>> moves;
  for (const std::string& id : ids) {
    moves.push_back(std::async(std::launch::async,
                               [&weeks, id] { return weeks.Move(weeks.MoveRequest(id, DayOfMarch(20))); }));
  }
  int arrived = 0;
  for (auto& move : moves) {
    const auto moved = move.get();
    arrived += moved.ok() ? 1 : 0;
    if (!moved.ok()) CHECK(moved.reason() == "DATE_TAKEN");
  }
  CHECK(arrived == 1);
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "8");
}

TEST_CASE("what lies ahead goes with its revisions, what was done stays") {
  Weeks weeks;
  REQUIRE(weeks.Upsert(weeks.Week(1, 7)).ok());
  const std::string done = weeks.Create(DayOfMarch(9));
  REQUIRE(weeks.Complete(done).ok());
  const auto call = [&](const pb::DeleteFutureWorkoutsRequest& request) {
    const auto answer = weeks.service.Call<pb::DeleteFutureWorkoutsResponse>("DeleteFutureWorkouts", request);
    REQUIRE(answer.ok());
    return answer.response;
  };
  auto request = weeks.For<pb::DeleteFutureWorkoutsRequest>();
  request.set_dry_run(true);

  const auto dry = call(request);
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "8");
  request.set_dry_run(false);
  const auto gone = call(request);
  CHECK(gone.SerializeAsString() == dry.SerializeAsString());
  CHECK(gone.after_date() == DayOfMarch(2));
  CHECK(gone.kept_completed() == 1);
  REQUIRE(gone.workouts_size() == 5);
  CHECK(gone.workouts(0).workout_date() == DayOfMarch(3));
  CHECK(gone.workouts(4).workout_date() == DayOfMarch(7));
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workouts") == "3");
  CHECK(weeks.database.Scalar("SELECT count(*) FROM workout_revisions") == "3");
  CHECK(call(request).workouts_size() == 0);

  request.set_after_date(DayOfMarch(1));
  request.set_include_completed(true);
  CHECK(call(request).workouts_size() == 2);
  CHECK(weeks.database.Scalar("SELECT workout_date FROM workouts") == DayOfMarch(1));
}

TEST_CASE("the first completion stays, and notes are added") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));

  const auto first = weeks.Complete(id, "Felt strong");
  const auto second = weeks.Complete(id, "Shoulder tight later");

  REQUIRE(first.ok());
  CHECK(first.response.changed());
  REQUIRE(second.ok());
  CHECK_FALSE(second.response.changed());
  CHECK(second.response.completed_at().seconds() == first.response.completed_at().seconds());
  CHECK(weeks.Get(id).completion_notes() == "Felt strong\nShoulder tight later");
  CHECK(weeks.Get(id).revision() == 1);

  REQUIRE(weeks.Complete(id, "Once", kRequestId).ok());
  const auto again = weeks.Complete(id, "Once", kRequestId);
  REQUIRE(again.ok());
  CHECK_FALSE(again.response.changed());
  CHECK(weeks.Get(id).completion_notes() == "Felt strong\nShoulder tight later\nOnce");
  CHECK(weeks.Complete(id, "Other", kRequestId).reason() == "REQUEST_ID_REUSED");
}

TEST_CASE("many completions at once: one is the first, and every note stays") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  std::vector<std::future<Outcome<pb::CompleteWorkoutResponse>>> completions;
  for (int i = 0; i < 20; ++i) {
    completions.push_back(
        std::async(std::launch::async, [&, i] { return weeks.Complete(id, "note " + std::to_string(i)); }));
  }
  int changed = 0;
  for (auto& completion : completions) {
    const auto completed = completion.get();
    CHECK(completed.ok());
    changed += completed.response.changed() ? 1 : 0;
  }
  CHECK(changed == 1);
  CHECK(weeks.database.Scalar(
            "SELECT cardinality(string_to_array(completion_notes, E'\\n')) FROM workouts") == "20");
}

TEST_CASE("a workout is reopened by request only, keeps its notes, and can be completed anew") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  CHECK_FALSE(weeks.Reopen(id).response.changed());
  REQUIRE(weeks.Complete(id, "First").ok());

  CHECK(weeks.Reopen(id).response.changed());
  CHECK_FALSE(weeks.Get(id).has_completed_at());
  CHECK(weeks.Get(id).completion_notes() == "First");
  CHECK_FALSE(weeks.Reopen(id).response.changed());
  CHECK(weeks.Complete(id).response.changed());
  CHECK(weeks.Reopen(kRequestId).code() == grpc::StatusCode::NOT_FOUND);
}

TEST_CASE("an archived workout is not edited, completed, reopened or restored") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  weeks.Archive(id);
  const auto refused = [](const auto& outcome) {
    CHECK(outcome.code() == grpc::StatusCode::FAILED_PRECONDITION);
    CHECK(outcome.reason() == "ARCHIVED");
  };

  refused(weeks.Complete(id));
  refused(weeks.Reopen(id));
  auto edit = weeks.For<pb::EditSectionRequest>(id);
  edit.mutable_edit()->add_path("Main Workout");
  edit.mutable_edit()->set_kind(liftmark::document::v1::SECTION_EDIT_KIND_DELETE);
  refused(weeks.service.Call<pb::EditSectionResponse>("EditSection", edit));
  auto restore = weeks.For<pb::RestoreRevisionRequest>(id);
  restore.set_revision(1);
  restore.set_force(true);
  refused(weeks.service.Call<pb::RestoreRevisionResponse>("RestoreRevision", restore));
  CHECK(weeks.Get(id).markdown() == Press());
}

}  // namespace
}  // namespace liftmark::workouts
