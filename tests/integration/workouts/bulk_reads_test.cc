// Lists, batches and exports through real gRPC calls: the archive is part of each.
#include <string>
#include <vector>

#include "tests/integration/workouts/workout_calls.h"

namespace liftmark::workouts {
namespace {

using Dates = std::vector<std::string>;

template <class Workouts>
Dates DatesOf(const Workouts& workouts) {
  Dates dates;
  for (const auto& workout : workouts) dates.push_back(workout.workout_date());
  return dates;
}

struct Lists : Workouts {
  pb::ListWorkoutsRequest Mine() const {
    pb::ListWorkoutsRequest request;
    request.set_user_id(user);
    return request;
  }

  Outcome<pb::ListWorkoutsResponse> List(const pb::ListWorkoutsRequest& request) const {
    return service.Call<pb::ListWorkoutsResponse>("ListWorkouts", request);
  }

  Dates ListDates(const pb::ListWorkoutsRequest& request) const {
    const auto listed = List(request);
    INFO(listed.status.error_message());
    REQUIRE(listed.ok());
    return DatesOf(listed.response.workouts());
  }

  // What is dated before 2026 goes to the archive.
  void ArchiveOld() const { REQUIRE(Archive("2026-01-01").ok()); }
};

TEST_CASE("a list is newest first, the archive included, and every condition narrows it") {
  Lists test;
  const std::string squat = WorkoutOf("Back Squat", {"225 lb × 5"});
  test.Create("2025-11-03");
  test.Create("2025-11-05", squat);
  test.Create("2026-02-02");
  const std::string last = test.Create("2026-02-04", squat);
  test.ArchiveOld();
  test.database.Execute("UPDATE workouts SET completed_at = now() WHERE id = '" + last + "'");
  test.database.Execute(
      "INSERT INTO training_plans (user_id, markdown, start_date) SELECT user_id, '# Plan', '2026-01-05' "
      "FROM users;"
      "UPDATE workouts SET training_plan_id = (SELECT id FROM training_plans) WHERE workout_date = "
      "'2026-02-02'");

  CHECK(test.ListDates(test.Mine()) == Dates{"2026-02-04", "2026-02-02", "2025-11-05", "2025-11-03"});
  auto range = test.Mine();
  range.set_from_date("2025-11-05");
  range.set_to_date("2026-02-02");
  CHECK(test.ListDates(range) == Dates{"2026-02-02", "2025-11-05"});
  auto completed = test.Mine();
  completed.set_completed(true);
  CHECK(test.ListDates(completed) == Dates{"2026-02-04"});
  completed.set_completed(false);
  CHECK(test.ListDates(completed) == Dates{"2026-02-02", "2025-11-05", "2025-11-03"});
  auto plan = test.Mine();
  plan.set_training_plan_id(test.database.Scalar("SELECT id FROM training_plans"));
  CHECK(test.ListDates(plan) == Dates{"2026-02-02"});
  for (const char* spelling : {"BB Bench Press", "Barbell bench press", "bench press"}) {
    CAPTURE(spelling);
    auto exercise = test.Mine();
    exercise.set_exercise(spelling);
    CHECK(test.ListDates(exercise) == Dates{"2026-02-02", "2025-11-03"});
  }
  auto view = test.Mine();
  view.set_structured_contains(R"({"exercises": [{"sets": [{"weight_lbs": 225, "reps": 5}]}]})");
  CHECK(test.ListDates(view) == Dates{"2026-02-04", "2025-11-05"});
  view.set_exercise("bench press");
  CHECK(test.ListDates(view).empty());
}

TEST_CASE("a list pages without a gap over workouts and archive, and shows what its view asks for") {
  Lists test;
  Dates all;
  for (int day = 9; day >= 1; --day) all.push_back("2025-12-2" + std::to_string(day));
  for (const std::string& date : all) test.Create(date);
  REQUIRE(test.Archive("2025-12-25").response.archived_workouts() == 4);

  Dates seen;
  auto request = test.Mine();
  request.set_page_size(2);
  request.set_view(pb::WORKOUT_VIEW_SMS);
  do {
    const auto page = test.List(request);
    REQUIRE(page.ok());
    for (const pb::Workout& workout : page.response.workouts()) {
      CHECK(workout.user_id() == test.user);
      CHECK(workout.sms().text().find("Bench Press") != std::string::npos);
      CHECK_FALSE(workout.has_markdown());
      CHECK(workout.has_archived_at() == (workout.workout_date() < "2025-12-25"));
      seen.push_back(workout.workout_date());
    }
    request.set_page_token(page.response.next_page_token());
  } while (!request.page_token().empty());
  CHECK(seen == all);
}

TEST_CASE(
    "a list of one user builds the views that its conditions look at; one of all counts what has none") {
  Lists test;
  test.Create("2026-02-02");
  test.Create("2026-02-04");
  test.Create("2025-12-01");
  test.ArchiveOld();
  const std::string other = test.user;
  test.user = test.database.CreateUser();
  test.Create("2026-02-02");
  test.database.Execute("UPDATE workouts SET cached_revision = NULL, exercise_keys = NULL WHERE user_id = '" +
                        other + "'");
  test.database.Execute("UPDATE workouts_archive SET cache_version = 0, exercise_keys = NULL");

  pb::ListWorkoutsRequest fleet;
  fleet.set_from_date("2026-02-01");
  fleet.set_to_date("2026-03-01");
  CHECK(test.ListDates(fleet) == Dates{"2026-02-04", "2026-02-02", "2026-02-02"});
  fleet.set_exercise("bench press");
  const auto blind = test.List(fleet);
  CHECK(DatesOf(blind.response.workouts()) == Dates{"2026-02-02"});
  CHECK(blind.response.stale_documents() == 2);

  test.user = other;
  auto mine = test.Mine();
  mine.set_exercise("bench press");
  CHECK(test.ListDates(mine) == Dates{"2026-02-04", "2026-02-02", "2025-12-01"});
  CHECK(test.List(fleet).response.stale_documents() == 0);
  CHECK(test.ListDates(fleet) == Dates{"2026-02-04", "2026-02-02", "2026-02-02"});
}

TEST_CASE("a list of everybody needs a month, and a filter has to be JSON") {
  Lists test;
  pb::ListWorkoutsRequest request;
  CHECK(test.List(request).violations().contains("user_id"));
  request.set_from_date("2026-01-01");
  request.set_to_date("2026-02-02");
  CHECK(test.List(request).violations().contains("user_id"));
  request.set_to_date("2026-02-01");
  CHECK(test.List(request).ok());
  request.set_structured_contains("[1]");
  CHECK(test.List(request).violations().contains("structured_contains"));
}

TEST_CASE("a batch answers every key in its place, by id and by date, of any user") {
  Lists test;
  const std::string first_user = test.user;
  const std::string archived = test.Create("2025-12-01");
  test.ArchiveOld();
  const std::string second_user = test.user = test.database.CreateUser();
  const std::string id = test.Create("2026-02-02");

  pb::BatchGetWorkoutsRequest request;
  const auto add = [&](const std::string& user, const std::string& key) {
    pb::WorkoutKey& added = *request.add_keys();
    added.set_user_id(user);
    key.size() == 10 ? added.set_workout_date(key) : added.set_id(key);
  };
  add(second_user, id);
  add(second_user, "2026-02-03");
  add(first_user, id);
  add(first_user, archived);
  add(first_user, "2025-12-01");
  add(second_user, id);
  request.set_view(pb::WORKOUT_VIEW_STRUCTURED);
  const auto batch = test.service.Call<pb::BatchGetWorkoutsResponse>("BatchGetWorkouts", request);

  REQUIRE(batch.ok());
  std::vector<std::string> ids;
  for (const pb::WorkoutResult& result : batch.response.results()) {
    ids.push_back(result.code() == grpc::StatusCode::OK ? result.workout().id()
                                                        : std::to_string(result.code()));
  }
  CHECK(ids == std::vector<std::string>{id, "5", "5", archived, archived, id});
  CHECK(batch.response.results(4).workout().has_archived_at());
  CHECK(batch.response.results(0).workout().structured().exercises(0).name() == "Bench Press");

  request.add_keys()->set_user_id(second_user);
  CHECK(test.service.Call<pb::BatchGetWorkoutsResponse>("BatchGetWorkouts", request).code() ==
        grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_CASE("a batch that is too large for a reply says which keys to ask for again") {
  Lists test;
  const std::string large = WorkoutOf("Bench Press", {"155 lb × 5"}) + std::string(200'000, 'x');
  pb::BatchGetWorkoutsRequest request;
  for (int day = 1; day <= 9; ++day) {
    pb::WorkoutKey& key = *request.add_keys();
    key.set_user_id(test.user);
    key.set_id(test.Create("2026-02-0" + std::to_string(day), large));
  }
  Dates seen;
  int calls = 0;
  while (request.keys_size() > 0) {
    const auto batch = test.service.Call<pb::BatchGetWorkoutsResponse>("BatchGetWorkouts", request);
    REQUIRE(batch.ok());
    ++calls;
    pb::BatchGetWorkoutsRequest rest;
    for (int i = 0; i < request.keys_size(); ++i) {
      const pb::WorkoutResult& result = batch.response.results(i);
      if (result.code() == grpc::StatusCode::OK) {
        seen.push_back(result.workout().workout_date());
      } else {
        CHECK(result.code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
        *rest.add_keys() = request.keys(i);
      }
    }
    REQUIRE(rest.keys_size() < request.keys_size());
    request = rest;
  }
  CHECK(calls == 2);
  CHECK(seen.size() == 9);
}

struct Exports : Lists {
  struct Exported {
    std::vector<std::string> keys;  // user and date
    std::string first;              // text of the first one
    std::string token;
    int messages = 0;
  };

  Exported Export(const pb::ExportWorkoutsRequest& request, int max_messages = 1000) const {
    Exported exported;
    auto stream = service.Stream<pb::ExportWorkoutsResponse>("ExportWorkouts", request);
    pb::ExportWorkoutsResponse message;
    while (exported.messages < max_messages && stream.Read(message)) {
      ++exported.messages;
      for (const pb::Workout& workout : message.workouts()) {
        if (exported.first.empty()) exported.first = workout.has_json() ? workout.json() : workout.markdown();
        exported.keys.push_back(workout.user_id() + workout.workout_date());
      }
      exported.token = message.resume_token();
    }
    if (exported.messages == max_messages) stream.Cancel();
    stream.Finish();
    return exported;
  }
};

TEST_CASE("an export has everything of everybody once, by user and date, archived or not") {
  Exports test;
  test.database.Execute(
      "INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, 6);"
      "INSERT INTO workouts (user_id, workout_date, markdown) SELECT user_id, date '2024-01-01' + day, '# W' "
      "|| day "
      "FROM users, generate_series(0, 99) day");
  REQUIRE(test.Archive("2024-02-01").response.archived_workouts() == 7 * 31);
  std::vector<std::string> all;
  for (const auto& row : test.database.Rows(
           "SELECT user_id || to_char(workout_date, 'YYYY-MM-DD') FROM (SELECT user_id, workout_date FROM "
           "workouts UNION "
           "ALL SELECT user_id, workout_date FROM workouts_archive) w ORDER BY user_id, workout_date")) {
    all.push_back(*row[0]);
  }

  pb::ExportWorkoutsRequest request;
  const Exports::Exported whole = test.Export(request);
  CHECK(whole.keys == all);
  CHECK(whole.first == "# W0");
  CHECK(whole.messages > 1);

  // Cut behind each message, and resumed; the rest moves to the archive meanwhile.
  std::vector<std::string> seen;
  while (true) {
    const Exports::Exported part = test.Export(request, 1);
    if (part.keys.empty()) break;
    seen.insert(seen.end(), part.keys.begin(), part.keys.end());
    request.set_resume_token(part.token);
    REQUIRE(test.Archive("2024-03-01").ok());
  }
  CHECK(seen == all);
}

TEST_CASE("an export of one user and some dates, as JSON of the structured view") {
  Exports test;
  test.Create("2025-12-01");
  const std::string id = test.Create("2025-12-02");
  test.Create("2026-02-01");
  test.ArchiveOld();
  test.database.Execute("UPDATE workouts_archive SET cached_revision = NULL");
  const std::string mine = test.user;
  test.user = test.database.CreateUser();
  test.Create("2025-12-02");
  test.user = mine;

  pb::ExportWorkoutsRequest request;
  request.set_user_id(mine);
  request.set_from_date("2025-12-02");
  request.set_format(pb::EXPORT_FORMAT_JSON);
  const Exports::Exported exported = test.Export(request);

  CHECK(exported.keys == std::vector<std::string>{mine + "2025-12-02", mine + "2026-02-01"});
  CHECK(exported.first == test.Get(id).json());

  request.set_resume_token(exported.token);
  request.set_from_date("2025-12-01");
  CHECK(test.service.Stream<pb::ExportWorkoutsResponse>("ExportWorkouts", request)
            .Finish()
            .violations()
            .contains("resume_token"));
}

}  // namespace
}  // namespace liftmark::workouts
