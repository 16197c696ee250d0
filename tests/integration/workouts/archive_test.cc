// Workouts that move to the archive, through real gRPC calls (D24).
#include <atomic>
#include <future>
#include <set>
#include <string>
#include <thread>

#include "tests/integration/workouts/workout_calls.h"

namespace liftmark::workouts {
namespace {

// 2020-01-01 and the days after it, of `users` new users.
void Fill(TestDatabase& database, int users, int days) {
  database.Execute("WITH new AS (INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, " +
                   std::to_string(users) +
                   ") RETURNING user_id) INSERT INTO workouts (user_id, workout_date, markdown) "
                   "SELECT user_id, date '2020-01-01' + day, '# W' || day FROM new, generate_series(0, " +
                   std::to_string(days - 1) + ") day");
}

TEST_CASE("an archived workout keeps its id, views, completion and revisions") {
  Workouts test;
  const std::string id = test.Create("2024-05-01");
  test.Create("2026-03-01");
  test.database.Execute(
      "UPDATE workouts SET completed_at = '2024-05-01 18:00Z', completion_notes = 'Done' WHERE id = '" + id +
      "'");
  pb::Workout before = test.Get(id);

  const auto archived = test.Archive("2025-01-01");

  REQUIRE(archived.ok());
  CHECK(archived.response.archived_workouts() == 1);
  CHECK(archived.response.last_date() == "2024-05-01");
  CHECK_FALSE(archived.response.more());
  pb::Workout after = test.Get(id);
  CHECK(after.has_archived_at());
  after.clear_archived_at();
  CHECK(after.SerializeAsString() == before.SerializeAsString());
  CHECK(test.database.Scalar(
            "SELECT cached_revision = revision AND view IS NOT NULL FROM workouts_archive") == "t");
  CHECK(test.database.Scalar("SELECT count(*) FROM workouts") == "1");

  pb::ListRevisionsRequest revisions;
  revisions.set_user_id(test.user);
  revisions.set_id(id);
  CHECK(test.service.Call<pb::ListRevisionsResponse>("ListRevisions", revisions).response.revisions_size() ==
        1);
  pb::GetSectionRequest section;
  section.set_user_id(test.user);
  section.set_id(id);
  section.add_path("Main Workout");
  CHECK(test.service.Call<pb::GetSectionResponse>("GetSection", section).ok());

  CHECK(test.Archive("2025-01-01").response.archived_workouts() == 0);
}

TEST_CASE("every write to an archived workout is refused, and so is another workout on its date") {
  Workouts test;
  const std::string id = test.Create("2024-05-01");
  REQUIRE(test.Archive("2025-01-01").response.archived_workouts() == 1);
  const auto refused = [&](const auto& outcome) {
    CHECK(outcome.code() == grpc::StatusCode::FAILED_PRECONDITION);
    CHECK(outcome.reason() == "ARCHIVED");
  };
  const auto key = [&](auto request) {
    request.set_user_id(test.user);
    request.set_id(id);
    if constexpr (requires { request.mutable_options(); }) request.mutable_options()->set_author("user:ana");
    return request;
  };
  auto update = key(pb::UpdateWorkoutRequest());
  update.set_force(true);
  update.set_markdown("# W");
  refused(test.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", update));
  auto edit = key(pb::EditSectionRequest());
  edit.mutable_edit()->add_path("Main Workout");
  edit.mutable_edit()->set_kind(liftmark::document::v1::SECTION_EDIT_KIND_APPEND);
  edit.mutable_edit()->set_text("more");
  refused(test.service.Call<pb::EditSectionResponse>("EditSection", edit));
  auto restore = key(pb::RestoreRevisionRequest());
  restore.set_revision(1);
  restore.set_force(true);
  refused(test.service.Call<pb::RestoreRevisionResponse>("RestoreRevision", restore));
  refused(
      test.service.Call<pb::CompleteWorkoutResponse>("CompleteWorkout", key(pb::CompleteWorkoutRequest())));
  refused(test.service.Call<pb::ReopenWorkoutResponse>("ReopenWorkout", key(pb::ReopenWorkoutRequest())));
  refused(test.service.Call<pb::DeleteWorkoutResponse>("DeleteWorkout", key(pb::DeleteWorkoutRequest())));

  const auto taken = test.TryCreate("2024-05-01");
  CHECK(taken.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(taken.reason() == "ARCHIVED");
  CHECK(taken.metadata("id") == id);
}

TEST_CASE("a completion that is asked for again after the move is answered as the first time") {
  Workouts test;
  pb::CompleteWorkoutRequest request;
  request.set_user_id(test.user);
  request.set_id(test.Create("2024-05-01"));
  request.set_request_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02");
  const auto first = test.service.Call<pb::CompleteWorkoutResponse>("CompleteWorkout", request);
  REQUIRE(first.ok());
  REQUIRE(test.Archive("2025-01-01").response.archived_workouts() == 1);

  const auto again = test.service.Call<pb::CompleteWorkoutResponse>("CompleteWorkout", request);

  REQUIRE(again.ok());
  CHECK(again.response.SerializeAsString() == first.response.SerializeAsString());
}

TEST_CASE("batches are bounded, and each is told") {
  Workouts test;
  Fill(test.database, 3, 10);
  pb::ArchiveWorkoutsRequest request;
  request.set_before("2020-01-09");
  request.set_batch_size(10);

  auto stream = test.service.Stream<pb::ArchiveWorkoutsResponse>("ArchiveWorkouts", request);

  std::vector<std::int64_t> archived;
  pb::ArchiveWorkoutsResponse message;
  while (stream.Read(message)) archived.push_back(message.archived_workouts());
  CHECK(stream.Finish().ok());
  CHECK(archived == std::vector<std::int64_t>{10, 20, 24});
  CHECK(test.database.Scalar(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM workouts_archive GROUP BY archived_at) b") ==
        "10");
  CHECK(test.database.Scalar("SELECT min(workout_date) FROM workouts") == "2020-01-09");
}

TEST_CASE("one user alone, a dry run, and a day that has not come") {
  Workouts test;
  Fill(test.database, 2, 3);
  test.Create("2020-01-01");
  pb::ArchiveWorkoutsRequest request;
  request.set_before("2026-03-02");
  request.set_dry_run(true);
  CHECK(test.Archive(request).response.archived_workouts() == 7);
  CHECK(test.database.Scalar("SELECT count(*) FROM workouts_archive") == "0");

  request.set_dry_run(false);
  request.set_user_id(test.user);
  CHECK(test.Archive(request).response.archived_workouts() == 1);
  CHECK(test.database.Scalar("SELECT user_id FROM workouts_archive") == test.user);

  const auto tomorrow = test.Archive("2026-03-03");
  CHECK(tomorrow.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(tomorrow.violations().contains("before"));
}

TEST_CASE("a workout of a date that the archive holds stays, and is reported") {
  Workouts test;
  test.Create("2024-05-01");
  test.Create("2024-05-02");
  test.database.Execute(
      "INSERT INTO workouts_archive (id, user_id, workout_date, markdown, revision, cache_version, "
      "created_at, updated_at) "
      "SELECT gen_random_uuid(), user_id, workout_date, markdown, 1, 1, now(), now() FROM workouts "
      "WHERE workout_date = '2024-05-01'");

  const auto archived = test.Archive("2025-01-01");

  REQUIRE(archived.ok());
  CHECK(archived.response.archived_workouts() == 1);
  CHECK(archived.response.conflicting_workouts() == 1);
  CHECK_FALSE(archived.response.more());
  CHECK(test.database.Scalar("SELECT workout_date FROM workouts") == "2024-05-01");
}

TEST_CASE("a workout that somebody is changing stays for the next call") {
  Workouts test;
  test.Create("2024-05-01");
  test.Create("2024-05-02");
  TestDatabase::Session editor = test.database.Open();
  editor.Execute("BEGIN");
  editor.Execute("UPDATE workouts SET markdown = '# Edited' WHERE workout_date = '2024-05-01'");

  const auto first = test.Archive("2025-01-01");
  REQUIRE(first.ok());
  CHECK(first.response.archived_workouts() == 1);
  CHECK(first.response.more());

  editor.Execute("COMMIT");
  CHECK(test.Archive("2025-01-01").response.archived_workouts() == 1);
  CHECK(test.database.Scalar("SELECT markdown FROM workouts_archive WHERE workout_date = '2024-05-01'") ==
        "# Edited");
}

TEST_CASE("a date is not given away while its workout moves to the archive") {
  Workouts test;
  const std::string id = test.Create("2024-05-01");
  TestDatabase::Session mover = test.database.Open("liftmark_workouts");
  mover.Execute("BEGIN");
  mover.Execute(
      "WITH moved AS (DELETE FROM workouts RETURNING *) INSERT INTO workouts_archive (id, user_id, "
      "workout_date, markdown, "
      "revision, cache_version, created_at, updated_at) SELECT id, user_id, workout_date, markdown, "
      "revision, "
      "cache_version, created_at, updated_at FROM moved");

  // Waits for the move, and has looked into the archive before it.
  auto creating = std::async(std::launch::async, [&] { return test.TryCreate("2024-05-01"); });
  test.database.AwaitWaiting("liftmark_workouts");
  mover.Execute("COMMIT");

  const auto created = creating.get();
  CHECK(created.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(created.reason() == "ARCHIVED");
  CHECK(test.database.Scalar("SELECT count(*) FROM workouts") == "0");
}

TEST_CASE("archiving waits for a user that is being deleted, and never in a circle") {
  Workouts test;
  test.Create("2024-05-01");
  TestDatabase::Session deleter = test.database.Open();
  deleter.Execute("BEGIN");
  deleter.Execute("SELECT FROM users FOR UPDATE");

  auto archiving = std::async(std::launch::async, [&] { return test.Archive("2025-01-01"); });
  test.database.AwaitWaiting("liftmark_workouts");
  deleter.Execute("DELETE FROM users");
  deleter.Execute("COMMIT");

  const auto archived = archiving.get();
  CHECK(archived.ok());
  CHECK(archived.response.archived_workouts() == 0);
  CHECK(test.database.Scalar("SELECT count(*) FROM workouts_archive") == "0");
}

TEST_CASE("eight thousand workouts under edits and moves are archived, each once and with its newest text") {
  constexpr int kWorkouts = 8000;
  Workouts test;
  Fill(test.database, 20, kWorkouts / 20);
  std::atomic<bool> done = false;
  std::vector<std::future<int>> editors;
  for (int seed = 0; seed < 3; ++seed) {
    editors.push_back(std::async(std::launch::async, [&, seed] {
      TestDatabase::Session editor = test.database.Open();
      editor.Execute("SELECT setseed(0." + std::to_string(seed + 1) + ")");
      int edits = 0;
      for (; !done; ++edits) {
        // By hand, as a revision; now and then to a date beyond what is archived.
        editor.Execute(
            edits % 5 == 0
                ? "UPDATE workouts SET workout_date = workout_date + 3000 WHERE id = (SELECT id FROM "
                  "workouts "
                  "TABLESAMPLE SYSTEM (5) WHERE workout_date < '2022-01-01' LIMIT 1)"
                : "UPDATE workouts SET markdown = markdown || ' edited' WHERE id = (SELECT id FROM workouts "
                  "TABLESAMPLE SYSTEM (5) LIMIT 1)");
      }
      return edits;
    }));
  }

  pb::ArchiveWorkoutsRequest request;
  request.set_before("2022-01-01");
  request.set_batch_size(100);
  bool more = true;
  while (more) {
    const auto archived = test.Archive(request);
    CHECK(archived.ok());
    more = archived.ok() && archived.response.more();
  }
  done = true;
  int edits = 0;
  for (auto& editor : editors) edits += editor.get();

  CHECK(edits > 0);
  CHECK(
      test.database.Scalar("SELECT count(DISTINCT id) FROM (SELECT id FROM workouts UNION ALL SELECT id FROM "
                           "workouts_archive) w") == std::to_string(kWorkouts));
  CHECK(test.database.Scalar(
            "SELECT (SELECT count(*) FROM workouts) + (SELECT count(*) FROM workouts_archive)") ==
        std::to_string(kWorkouts));
  CHECK(test.database.Scalar("SELECT count(*) FROM workouts WHERE workout_date < '2022-01-01'") == "0");
  // What is stored is the newest revision, and its number is that of its history.
  CHECK(test.database.Scalar("SELECT count(*) FROM (SELECT id, revision, markdown FROM workouts UNION ALL "
                             "SELECT id, revision, markdown FROM "
                             "workouts_archive) w WHERE NOT EXISTS (SELECT FROM workout_revisions r WHERE "
                             "r.workout_id = w.id AND "
                             "r.revision = w.revision AND r.markdown = w.markdown) OR EXISTS (SELECT FROM "
                             "workout_revisions r WHERE "
                             "r.workout_id = w.id AND r.revision > w.revision)") == "0");
}

}  // namespace
}  // namespace liftmark::workouts
