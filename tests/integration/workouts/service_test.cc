// WorkoutService through real gRPC calls, on real PostgreSQL.
#include <catch2/catch.hpp>
#include <string>

#include "common/views/workout_views.h"
#include "services/workouts/workout_service.h"
#include "tests/support/test_service.h"

namespace liftmark::workouts {
namespace {

const std::string kMarkdown =
    "# Workout - Monday, March 2, 2026\n**Focus:** Upper Strength\n\n## Warm-Up (5 minutes)\n1. Row: 5 "
    "minutes\n\n"
    "## Main Workout\n\n### 1. Bench Press\n**Target:** 2 × 5 @ RPE 8\n- **Set 1:** 155 lb × 5\n"
    "- **Set 2:** 155 lb × 4\n**Rest:** 3 minutes\n\n## Cool Down (5 minutes)\n1. Walk: 5 minutes\n";

// The service with one user, at noon UTC of March 2, 2026.
struct Suite {
  TestDatabase database;
  TestService<WorkoutService> service{
      database, "liftmark_workouts", "liftmark.workouts.v1.WorkoutService",
      [] { return absl::FromCivil(absl::CivilHour(2026, 3, 2, 12), absl::UTCTimeZone()); }};
  std::string user = database.CreateUser();

  pb::CreateWorkoutRequest CreateRequest(const std::string& date = "2026-03-02") const {
    pb::CreateWorkoutRequest request;
    request.set_user_id(user);
    request.set_workout_date(date);
    request.set_markdown(kMarkdown);
    request.mutable_options()->set_author("agent:coach");
    return request;
  }

  std::string Create(const std::string& date = "2026-03-02") const {
    const auto created = service.Call<pb::CreateWorkoutResponse>("CreateWorkout", CreateRequest(date));
    REQUIRE(created.ok());
    return created.response.id();
  }

  Outcome<pb::GetWorkoutResponse> Get(const std::string& id, pb::WorkoutView view) const {
    pb::GetWorkoutRequest request;
    request.set_user_id(user);
    request.set_id(id);
    request.set_view(view);
    return service.Call<pb::GetWorkoutResponse>("GetWorkout", request);
  }

  pb::UpdateWorkoutRequest UpdateRequest(const std::string& id, const std::string& markdown) const {
    pb::UpdateWorkoutRequest request;
    request.set_user_id(user);
    request.set_id(id);
    request.set_markdown(markdown);
    request.mutable_options()->set_author("agent:coach");
    return request;
  }
};

TEST_CASE("a workout comes back byte for byte, and its views are the builder's") {
  Suite suite;
  const std::string id = suite.Create();

  const auto full = suite.Get(id, pb::WORKOUT_VIEW_FULL);

  REQUIRE(full.ok());
  const pb::Workout& workout = full.response.workout();
  const views::WorkoutViews built = views::BuildWorkoutViews(kMarkdown);
  CHECK(workout.markdown() == kMarkdown);
  CHECK(workout.structured().SerializeAsString() == built.view);
  CHECK(workout.json() == built.json);
  CHECK(workout.sms().text() == built.sms.text);
  CHECK(workout.revision() == 1);
  CHECK(workout.workout_type() == "Upper Strength");
  CHECK(workout.structured().total_volume_lbs() == 1395);
  CHECK(suite.database.Scalar("SELECT structured_workout->>'total_volume_lbs' FROM workouts") == "1395");
  CHECK(suite.database.Scalar("SELECT exercise_list::text FROM workouts") == "{\"Bench Press\"}");

  pb::GetWorkoutRequest by_date;
  by_date.set_user_id(suite.user);
  by_date.set_workout_date("2026-03-02");
  const auto markdown = suite.service.Call<pb::GetWorkoutResponse>("GetWorkout", by_date);
  REQUIRE(markdown.ok());
  CHECK(markdown.response.workout().id() == id);
  CHECK(markdown.response.workout().markdown() == kMarkdown);
  CHECK_FALSE(markdown.response.workout().has_structured());
}

TEST_CASE("an edit in psql is answered by the very next read") {
  Suite suite;
  const std::string id = suite.Create();

  suite.database.Execute("UPDATE workouts SET markdown = replace(markdown, '155 lb', '160 lb')");

  const auto structured = suite.Get(id, pb::WORKOUT_VIEW_STRUCTURED);
  REQUIRE(structured.ok());
  CHECK(structured.response.workout().structured().total_volume_lbs() == 1440);
  CHECK(structured.response.workout().revision() == 2);
  CHECK(suite.Get(id, pb::WORKOUT_VIEW_SMS).response.workout().sms().text().find("160") != std::string::npos);
}

TEST_CASE("the same create again has one effect and one answer") {
  Suite suite;
  pb::CreateWorkoutRequest request = suite.CreateRequest();
  request.mutable_options()->set_request_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02");

  const auto first = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
  const auto second = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
  request.set_markdown(kMarkdown + "\n");
  const auto other = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);

  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first.response.SerializeAsString() == second.response.SerializeAsString());
  CHECK(other.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(other.reason() == "REQUEST_ID_REUSED");
  CHECK(suite.database.Scalar("SELECT count(*) FROM workout_revisions") == "1");
}

TEST_CASE("a create with the caller's id can be sent again, but not with other content") {
  Suite suite;
  pb::CreateWorkoutRequest request = suite.CreateRequest();
  request.set_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a03");

  const auto first = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
  const auto second = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
  request.set_markdown(kMarkdown + "\n");
  const auto other = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);

  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first.response.result().etag() == second.response.result().etag());
  CHECK(other.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(other.reason() == "WORKOUT_EXISTS");
}

TEST_CASE("a taken date, an unknown user and an unknown plan are told apart") {
  Suite suite;
  const std::string id = suite.Create();

  const auto taken = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", suite.CreateRequest());
  CHECK(taken.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(taken.reason() == "DATE_TAKEN");
  CHECK(taken.metadata("id") == id);

  pb::CreateWorkoutRequest request = suite.CreateRequest("2026-03-03");
  request.set_training_plan_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a04");
  const auto no_plan = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
  CHECK(no_plan.code() == grpc::StatusCode::NOT_FOUND);
  CHECK(no_plan.reason() == "PLAN_NOT_FOUND");

  request.clear_training_plan_id();
  request.set_user_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a05");
  const auto no_user = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
  CHECK(no_user.code() == grpc::StatusCode::NOT_FOUND);
  CHECK(no_user.reason() == "USER_NOT_FOUND");
}

TEST_CASE("an update needs the current etag, and tells it where it is stale") {
  Suite suite;
  const std::string id = suite.Create();
  pb::UpdateWorkoutRequest request = suite.UpdateRequest(id, kMarkdown + "\n## Notes\n- Good.\n");

  const auto without = suite.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", request);
  CHECK(without.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(without.violations().count("etag") == 1);

  request.set_etag(suite.Get(id, pb::WORKOUT_VIEW_MARKDOWN).response.workout().etag());
  const auto updated = suite.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", request);
  REQUIRE(updated.ok());
  CHECK(updated.response.result().revision() == 2);
  CHECK(updated.response.result().changed());

  request.set_markdown(kMarkdown);
  const auto stale = suite.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", request);
  CHECK(stale.code() == grpc::StatusCode::ABORTED);
  CHECK(stale.reason() == "ETAG_MISMATCH");
  CHECK(stale.metadata("etag") == updated.response.result().etag());
}

TEST_CASE("writing what is there already keeps the revision, and changes nothing") {
  Suite suite;
  const std::string id = suite.Create();
  const auto before = suite.database.Rows("SELECT * FROM workouts");
  pb::UpdateWorkoutRequest request = suite.UpdateRequest(id, kMarkdown);
  request.set_force(true);

  const auto same = suite.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", request);

  REQUIRE(same.ok());
  CHECK_FALSE(same.response.result().changed());
  CHECK(same.response.result().revision() == 1);
  CHECK(suite.database.Rows("SELECT * FROM workouts") == before);
  CHECK(suite.database.Scalar("SELECT count(*) FROM workout_revisions") == "1");
}

TEST_CASE("plain fields change alone, without an etag and without a revision") {
  Suite suite;
  const std::string id = suite.Create();
  pb::UpdateWorkoutRequest request = suite.UpdateRequest(id, "");
  request.set_workout_type("Upper");
  request.set_completion_notes("felt strong");
  request.mutable_update_mask()->add_paths("workout_type");
  request.mutable_update_mask()->add_paths("completion_notes");

  const auto updated = suite.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", request);

  REQUIRE(updated.ok());
  CHECK(updated.response.result().revision() == 1);
  const auto workout = suite.Get(id, pb::WORKOUT_VIEW_STRUCTURED).response.workout();
  CHECK(workout.workout_type() == "Upper");
  CHECK(workout.completion_notes() == "felt strong");
  CHECK(workout.markdown().empty());

  request.mutable_update_mask()->add_paths("user_id");
  const auto unknown = suite.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", request);
  CHECK(unknown.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(unknown.violations().count("update_mask") == 1);
}

TEST_CASE("a new Focus is the new type; a type that was given stays as long as the Focus does") {
  Suite suite;
  const std::string id = suite.Create();
  std::string moved = kMarkdown;
  moved.replace(moved.find("Upper Strength"), 14, "Lower Strength");
  pb::UpdateWorkoutRequest request = suite.UpdateRequest(id, moved);
  request.set_force(true);

  REQUIRE(suite.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", request).ok());

  CHECK(suite.Get(id, pb::WORKOUT_VIEW_MARKDOWN).response.workout().workout_type() == "Lower Strength");
}

TEST_CASE("a strict write refuses warnings with their lines, and a dry run stores nothing") {
  Suite suite;
  pb::CreateWorkoutRequest request = suite.CreateRequest("2026-03-03");
  request.mutable_options()->set_strict(true);

  const auto refused = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(refused.reason() == "DOCUMENT_REFUSED");
  REQUIRE(refused.violations().count("markdown") >= 1);
  CHECK(refused.violations().find("markdown")->second.starts_with("WORKOUT_DATE_MISMATCH, line 1: "));

  request.mutable_options()->set_strict(false);
  request.mutable_options()->set_validate_only(true);
  const auto dry = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);
  REQUIRE(dry.ok());
  CHECK(dry.response.result().diagnostics_size() >= 1);
  CHECK(suite.database.Scalar("SELECT count(*) FROM workouts") == "0");
}

TEST_CASE("what no workout can be is refused in any mode") {
  Suite suite;
  pb::CreateWorkoutRequest request = suite.CreateRequest();
  request.set_markdown("Hello there, how are you today?\n");

  const auto refused = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);

  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(refused.reason() == "DOCUMENT_REFUSED");
}

TEST_CASE("every bad field of a request is named at once") {
  Suite suite;
  pb::CreateWorkoutRequest request;
  request.set_user_id("0190A6F2-7A4E-7C1D-9F63-5B1E8C2D4A02");
  request.set_workout_date("2026-02-30");
  request.set_markdown(std::string(257 * 1024, 'x'));
  request.set_workout_type(std::string(101, 'x'));

  const auto refused = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request);

  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  const auto violations = refused.violations();
  for (const char* field : {"user_id", "workout_date", "markdown", "workout_type", "options"}) {
    CAPTURE(field);
    CHECK(violations.count(field) == 1);
  }
}

TEST_CASE("bytes that are no request are refused, and the process lives on") {
  Suite suite;
  const std::string invalid_utf8 = std::string("\x0a\x04\xff\xfe\xfd\xfc", 6);
  const std::string truncated = "\x0a\x24short";
  for (const std::string& bytes : {invalid_utf8, truncated}) {
    const grpc::Slice slice(bytes);
    const auto refused = suite.service.Call<grpc::ByteBuffer>("GetWorkout", grpc::ByteBuffer(&slice, 1));
    CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  }
  CHECK(suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", suite.CreateRequest()).ok());
}

TEST_CASE("a deleted workout is gone with its revisions, and a new one on its date has another etag") {
  Suite suite;
  const std::string id = suite.Create();
  const std::string etag = suite.Get(id, pb::WORKOUT_VIEW_MARKDOWN).response.workout().etag();
  pb::DeleteWorkoutRequest request;
  request.set_user_id(suite.user);
  request.set_id(id);
  request.set_etag("1-1");

  CHECK(suite.service.Call<pb::DeleteWorkoutResponse>("DeleteWorkout", request).reason() == "ETAG_MISMATCH");
  request.set_etag(etag);
  CHECK(suite.service.Call<pb::DeleteWorkoutResponse>("DeleteWorkout", request).ok());
  CHECK(suite.service.Call<pb::DeleteWorkoutResponse>("DeleteWorkout", request).code() ==
        grpc::StatusCode::NOT_FOUND);
  CHECK(suite.database.Scalar("SELECT count(*) FROM workout_revisions") == "0");
  CHECK(suite.Get(suite.Create(), pb::WORKOUT_VIEW_MARKDOWN).response.workout().etag() != etag);
}

TEST_CASE("another user's workout is not found") {
  Suite suite;
  const std::string id = suite.Create();
  suite.user = suite.database.CreateUser();

  CHECK(suite.Get(id, pb::WORKOUT_VIEW_FULL).code() == grpc::StatusCode::NOT_FOUND);
}

TEST_CASE("an archived workout is read, and only read") {
  Suite suite;
  const std::string id = suite.Create();
  suite.database.Execute(
      "INSERT INTO workouts_archive (id, user_id, workout_date, markdown, revision, cache_version, "
      "created_at, "
      "updated_at) SELECT id, user_id, workout_date, markdown, revision, 1, created_at, updated_at FROM "
      "workouts;"
      "DELETE FROM workouts");

  const auto read = suite.Get(id, pb::WORKOUT_VIEW_FULL);
  REQUIRE(read.ok());
  CHECK(read.response.workout().has_archived_at());
  CHECK(read.response.workout().structured().total_volume_lbs() == 1395);

  pb::UpdateWorkoutRequest update = suite.UpdateRequest(id, kMarkdown + "\n");
  update.set_force(true);
  const auto refused = suite.service.Call<pb::UpdateWorkoutResponse>("UpdateWorkout", update);
  CHECK(refused.code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(refused.reason() == "ARCHIVED");
  const auto taken = suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", suite.CreateRequest());
  CHECK(taken.reason() == "ARCHIVED");
}

TEST_CASE("today is the user's day, and the answer says which") {
  Suite suite;
  const std::string today = suite.Create("2026-03-02");
  const std::string tomorrow = suite.Create("2026-03-03");
  pb::GetTodaysWorkoutRequest request;
  request.set_user_id(suite.user);

  request.set_time_zone("Pacific/Kiritimati");
  const auto ahead = suite.service.Call<pb::GetTodaysWorkoutResponse>("GetTodaysWorkout", request);
  REQUIRE(ahead.ok());
  CHECK(ahead.response.workout().id() == tomorrow);
  CHECK(ahead.response.date() == "2026-03-03");
  CHECK(ahead.response.time_zone() == "Pacific/Kiritimati");

  request.set_time_zone("America/New_York");
  CHECK(
      suite.service.Call<pb::GetTodaysWorkoutResponse>("GetTodaysWorkout", request).response.workout().id() ==
      today);
  request.set_time_zone("Mars/Olympus");
  const auto unknown = suite.service.Call<pb::GetTodaysWorkoutResponse>("GetTodaysWorkout", request);
  CHECK(unknown.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(unknown.violations().count("time_zone") == 1);
}

TEST_CASE("recent workouts are the last days up to today, page by page, newest first") {
  Suite suite;
  for (const char* date :
       {"2026-02-15", "2026-02-16", "2026-02-20", "2026-03-01", "2026-03-02", "2026-03-03"}) {
    suite.Create(date);
  }
  pb::ListRecentWorkoutsRequest request;
  request.set_user_id(suite.user);
  request.set_time_zone("UTC");
  request.set_view(pb::WORKOUT_VIEW_SMS);
  request.set_page_size(2);

  std::vector<std::string> dates;
  std::string first_token;
  do {
    const auto page = suite.service.Call<pb::ListRecentWorkoutsResponse>("ListRecentWorkouts", request);
    REQUIRE(page.ok());
    for (const pb::Workout& workout : page.response.workouts()) {
      dates.push_back(workout.workout_date());
      CHECK_FALSE(workout.sms().text().empty());
    }
    request.set_page_token(page.response.next_page_token());
    if (first_token.empty()) first_token = request.page_token();
  } while (!request.page_token().empty());
  CHECK(dates == std::vector<std::string>{"2026-03-02", "2026-03-01", "2026-02-20", "2026-02-16"});

  request.set_page_token(first_token);
  request.set_include_future(true);
  const auto other_list = suite.service.Call<pb::ListRecentWorkoutsResponse>("ListRecentWorkouts", request);
  CHECK(other_list.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(other_list.violations().count("page_token") == 1);
  request.clear_page_token();
  request.set_page_size(100);
  CHECK(suite.service.Call<pb::ListRecentWorkoutsResponse>("ListRecentWorkouts", request)
            .response.workouts()
            .begin()
            ->workout_date() == "2026-03-03");
}

TEST_CASE("a page ends before its text grows too large for a reply") {
  Suite suite;
  const std::string long_markdown = kMarkdown + "\n## Notes\n- " + std::string(200 * 1024, 'x') + "\n";
  for (int day = 10; day < 25; ++day) {
    pb::CreateWorkoutRequest request = suite.CreateRequest("2026-02-" + std::to_string(day));
    request.set_markdown(long_markdown);
    REQUIRE(suite.service.Call<pb::CreateWorkoutResponse>("CreateWorkout", request).ok());
  }
  pb::ListRecentWorkoutsRequest request;
  request.set_user_id(suite.user);
  request.set_time_zone("UTC");
  request.set_days(60);
  request.set_view(pb::WORKOUT_VIEW_FULL);

  int workouts = 0;
  int pages = 0;
  do {
    const auto page = suite.service.Call<pb::ListRecentWorkoutsResponse>("ListRecentWorkouts", request);
    REQUIRE(page.ok());
    workouts += page.response.workouts_size();
    ++pages;
    request.set_page_token(page.response.next_page_token());
  } while (!request.page_token().empty());

  CHECK(workouts == 15);
  CHECK(pages >= 3);
}

TEST_CASE("typed view and SMS say whether they came from the cache") {
  Suite suite;
  const std::string id = suite.Create();
  suite.database.Execute("UPDATE workouts SET cached_revision = NULL");
  pb::GetSmsRequest request;
  request.set_user_id(suite.user);
  request.set_id(id);

  const auto built = suite.service.Call<pb::GetSmsResponse>("GetSms", request);
  REQUIRE(built.ok());
  CHECK_FALSE(built.response.from_cache());
  CHECK(built.response.sms().segments() >= 1);
  CHECK(built.response.sms().encoding() == pb::SMS_ENCODING_GSM7);
  bool from_cache = false;
  while (!from_cache) {
    const auto again = suite.service.Call<pb::GetSmsResponse>("GetSms", request);
    REQUIRE(again.ok());
    from_cache = again.response.from_cache();
    CHECK(again.response.sms().SerializeAsString() == built.response.sms().SerializeAsString());
  }
}

TEST_CASE("preview and validation answer views and rules, and store nothing") {
  Suite suite;
  pb::PreviewWorkoutRequest preview;
  preview.set_markdown(kMarkdown);
  const auto views = suite.service.Call<pb::PreviewWorkoutResponse>("PreviewWorkout", preview);
  REQUIRE(views.ok());
  CHECK(views.response.structured().exercises_size() == 1);
  CHECK(views.response.exercise_list(0) == "Bench Press");
  CHECK_FALSE(views.response.sms().text().empty());

  pb::ValidateWorkoutRequest validate;
  validate.set_markdown(kMarkdown);
  validate.set_workout_date("2026-03-02");
  const auto valid = suite.service.Call<pb::ValidateWorkoutResponse>("ValidateWorkout", validate);
  REQUIRE(valid.ok());
  CHECK(valid.response.valid_strict());
  validate.set_workout_date("2026-03-03");
  const auto mismatch = suite.service.Call<pb::ValidateWorkoutResponse>("ValidateWorkout", validate);
  CHECK(mismatch.response.valid());
  CHECK_FALSE(mismatch.response.valid_strict());
  CHECK(suite.database.Scalar("SELECT count(*) FROM workouts") == "0");
}

TEST_CASE("without PostgreSQL a call is answered at once, and the service recovers by itself") {
  Suite suite;
  const std::string id = suite.Create();

  RestartTestServer();

  // Whatever state the connections are in, each call ends, and in the end it succeeds.
  Outcome<pb::GetWorkoutResponse> read = suite.Get(id, pb::WORKOUT_VIEW_STRUCTURED);
  while (!read.ok()) {
    REQUIRE(read.code() == grpc::StatusCode::UNAVAILABLE);
    read = suite.Get(id, pb::WORKOUT_VIEW_STRUCTURED);
  }
  CHECK(read.response.workout().structured().total_volume_lbs() == 1395);
}

}  // namespace
}  // namespace liftmark::workouts
