// One exercise over time, and workouts by what is in them, through real gRPC calls.
#include <string>
#include <vector>

#include "tests/integration/workouts/workout_calls.h"

namespace liftmark::workouts {
namespace {

struct History : Workouts {
  pb::GetExerciseProgressResponse Progress(const std::string& exercise, const std::string& from = "",
                                           const std::string& to = "") const {
    pb::GetExerciseProgressRequest request;
    request.set_user_id(user);
    request.set_exercise(exercise);
    request.set_from_date(from);
    request.set_to_date(to);
    const auto progress = service.Call<pb::GetExerciseProgressResponse>("GetExerciseProgress", request);
    REQUIRE(progress.ok());
    return progress.response;
  }

  Outcome<pb::SearchWorkoutsResponse> Search(const std::string& text, const std::string& exercise = "",
                                             int page_size = 0, const std::string& token = "") const {
    pb::SearchWorkoutsRequest request;
    request.set_user_id(user);
    request.set_text(text);
    request.set_exercise(exercise);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return service.Call<pb::SearchWorkoutsResponse>("SearchWorkouts", request);
  }

  std::vector<std::string> SearchDates(const std::string& text, const std::string& exercise = "") const {
    const auto found = Search(text, exercise);
    REQUIRE(found.ok());
    std::vector<std::string> dates;
    for (const pb::WorkoutMatch& match : found.response.matches()) dates.push_back(match.workout_date());
    return dates;
  }
};

TEST_CASE("progress tells each session's best set, e1RM and volume, and what they make together") {
  History test;
  // Mondays and a Wednesday; the warm-up set does not count.
  test.Create("2026-01-05", WorkoutOf("Bench Press", {"95 lb × 10 (warm-up)", "150 lb × 6", "165 lb × 3"}));
  test.Create("2026-01-07", WorkoutOf("BB Bench Press", {"155 lb × 6", "155 lb × 6"}));
  test.Create("2026-01-12", WorkoutOf("Barbell bench press", {"160 lb × 6"}));
  test.Create("2026-01-14", WorkoutOf("Back Squat", {"225 lb × 5"}));

  const pb::GetExerciseProgressResponse progress = test.Progress("bench press");

  REQUIRE(progress.sessions_size() == 3);
  const pb::ExerciseSession& first = progress.sessions(0);
  CHECK(first.workout_date() == "2026-01-05");
  CHECK(first.name() == "Bench Press");
  CHECK(first.sets() == 2);
  CHECK(first.volume_lbs() == 150 * 6 + 165 * 3);
  CHECK(first.best_set().weight_lbs() == 165);
  CHECK(first.e1rm_lbs() == Approx(165 * (1 + 3 / 30.0)));
  CHECK(progress.sessions(1).name() == "BB Bench Press");
  CHECK(progress.sessions(2).e1rm_lbs() == Approx(192));

  CHECK(progress.heaviest().value() == 165);
  CHECK(progress.heaviest().workout_date() == "2026-01-05");
  CHECK(progress.best_e1rm().value() == Approx(192));
  CHECK(progress.best_e1rm().workout_date() == "2026-01-12");
  CHECK(progress.most_reps().value() == 6);
  CHECK(progress.most_reps().workout_date() == "2026-01-05");
  CHECK(progress.most_volume().value() == 2 * 155 * 6);
  CHECK_FALSE(progress.has_longest());

  // Least squares over days 0, 2 and 7 with 181.5, 186 and 192.
  CHECK(progress.trend_of() == "E1RM");
  CHECK(progress.trend_per_week() == Approx(7 * 37.5 / 26).epsilon(0.001));
  REQUIRE(progress.weeks_size() == 2);
  CHECK(progress.weeks(0).week_start() == "2026-01-05");
  CHECK(progress.weeks(0).sessions() == 2);
  CHECK(progress.weeks(0).sets() == 2);
  CHECK(progress.weeks(0).volume_lbs() == (1395 + 1860) / 2.0);
  CHECK(progress.weeks(0).e1rm_lbs() == Approx((181.5 + 186) / 2));
  CHECK(progress.weeks(1).week_start() == "2026-01-12");
}

TEST_CASE("the heaviest set is a record even where another one is the session's best") {
  History test;
  test.Create("2026-01-05", WorkoutOf("Deadlift", {"315 lb × 1", "295 lb × 5", "135 lb × 20"}));

  const pb::GetExerciseProgressResponse progress = test.Progress("deadlift");

  CHECK(progress.sessions(0).best_set().weight_lbs() == 295);
  CHECK(progress.heaviest().value() == 315);
  CHECK(progress.most_reps().value() == 20);
  CHECK(progress.best_e1rm().value() == Approx(295 * (1 + 5 / 30.0)));
}

TEST_CASE("progress of a bodyweight exercise is of repetitions, of a timed one of seconds") {
  History test;
  test.Create("2026-01-05", WorkoutOf("Pull-Up", {"Bodyweight × 8", "Bodyweight × 6"}));
  test.Create("2026-01-12", WorkoutOf("Pull-Ups", {"Bodyweight × 10"}));
  test.Create("2026-01-06", WorkoutOf("Plank", {"45 sec", "60 sec"}));
  test.Create("2026-01-13", WorkoutOf("Plank", {"90 sec"}));

  const pb::GetExerciseProgressResponse pull_ups = test.Progress("pull up");
  REQUIRE(pull_ups.sessions_size() == 2);
  CHECK(pull_ups.sessions(0).best_set().reps() == 8);
  CHECK(pull_ups.sessions(0).volume_lbs() == 0);
  CHECK_FALSE(pull_ups.sessions(0).has_e1rm_lbs());
  CHECK(pull_ups.most_reps().value() == 10);
  CHECK_FALSE(pull_ups.has_heaviest());
  CHECK_FALSE(pull_ups.has_most_volume());
  CHECK(pull_ups.trend_of() == "REPS");
  CHECK(pull_ups.trend_per_week() == Approx(2));

  const pb::GetExerciseProgressResponse planks = test.Progress("plank");
  REQUIRE(planks.sessions_size() == 2);
  CHECK(planks.sessions(0).best_set().seconds() == 60);
  CHECK(planks.longest().value() == 90);
  CHECK(planks.trend_of() == "SECONDS");
  CHECK(planks.trend_per_week() == Approx(30));
}

TEST_CASE("progress covers the archive and rows whose views are stale, within its dates and of its user") {
  History test;
  for (const char* date : {"2025-11-03", "2025-11-10", "2026-01-05", "2026-01-12"}) {
    test.Create(date, WorkoutOf("Bench Press", {"150 lb × 5"}));
  }
  REQUIRE(test.Archive("2026-01-01").response.archived_workouts() == 2);
  const std::string mine = test.user;
  test.user = test.database.CreateUser();
  test.Create("2026-01-05", WorkoutOf("Bench Press", {"300 lb × 5"}));
  test.user = mine;
  const auto sessions = [&](const std::string& from, const std::string& to) {
    std::vector<std::string> dates;
    const pb::GetExerciseProgressResponse progress = test.Progress("bench press", from, to);
    for (const pb::ExerciseSession& session : progress.sessions()) {
      dates.push_back(session.workout_date());
      CHECK(session.volume_lbs() == 750);
    }
    return dates;
  };
  const std::vector<std::string> all = {"2025-11-03", "2025-11-10", "2026-01-05", "2026-01-12"};
  CHECK(sessions("", "") == all);
  CHECK(sessions("2025-11-10", "2026-01-05") == std::vector<std::string>{"2025-11-10", "2026-01-05"});

  test.database.Execute(
      "UPDATE workouts SET markdown = markdown || E'\\n' WHERE workout_date = '2026-01-12'");
  test.database.Execute(
      "UPDATE workouts SET cache_version = 0, exercise_keys = '{}' WHERE workout_date = '2026-01-05'");
  test.database.Execute("UPDATE workouts_archive SET cached_revision = NULL, exercise_keys = NULL");
  CHECK(sessions("", "") == all);
  CHECK(test.Progress("good morning").sessions_size() == 0);
}

TEST_CASE("search finds words with their passage and date, newest first, in the archive too") {
  History test;
  test.Create("2025-11-03", WorkoutOf("Bench Press", {"150 lb × 5"}, "Left shoulder was sore again today"));
  test.Create("2026-01-05", WorkoutOf("Back Squat", {"225 lb × 5"}, "The shoulders felt fine"));
  test.Create("2026-01-07", WorkoutOf("Deadlift", {"315 lb × 3"}, "Grip gave out"));
  REQUIRE(test.Archive("2026-01-01").response.archived_workouts() == 1);

  const auto found = test.Search("sore shoulder");
  REQUIRE(found.ok());
  REQUIRE(found.response.matches_size() == 1);
  CHECK(found.response.matches(0).workout_date() == "2025-11-03");
  CHECK(found.response.matches(0).archived());
  CHECK(found.response.matches(0).workout_type() == "Strength");
  CHECK(found.response.matches(0).snippet().find("«shoulder» was «sore»") != std::string::npos);

  CHECK(test.SearchDates("shoulder") == std::vector<std::string>{"2026-01-05", "2025-11-03"});
  CHECK(test.SearchDates("shoulder -sore") == std::vector<std::string>{"2026-01-05"});
  CHECK(test.SearchDates("\"left shoulder\"") == std::vector<std::string>{"2025-11-03"});
  CHECK(test.SearchDates("shoulder", "Barbell Bench Press") == std::vector<std::string>{"2025-11-03"});
  CHECK(test.SearchDates("treadmill").empty());
}

TEST_CASE(
    "search by exercise sees rows whose views are stale, archived or not, and pages through both tables") {
  History test;
  const std::vector<std::string> dates = {"2026-01-19", "2026-01-12", "2026-01-05", "2025-11-10",
                                          "2025-11-03"};
  for (const std::string& date : dates) test.Create(date, WorkoutOf("BB Bench Press", {"150 lb × 5"}));
  test.Create("2026-01-06", WorkoutOf("Deadlift", {"315 lb × 3"}));
  REQUIRE(test.Archive("2026-01-01").response.archived_workouts() == 2);
  test.database.Execute(
      "UPDATE workouts SET cached_revision = NULL, exercise_keys = NULL WHERE workout_date = '2026-01-12'");
  test.database.Execute("UPDATE workouts_archive SET cache_version = 0, exercise_keys = '{}'");

  std::vector<std::string> seen;
  std::string token;
  do {
    const auto page = test.Search("", "bench press", 2, token);
    REQUIRE(page.ok());
    for (const pb::WorkoutMatch& match : page.response.matches()) {
      seen.push_back(match.workout_date());
      CHECK_FALSE(match.has_snippet());
    }
    token = page.response.next_page_token();
  } while (!token.empty());
  CHECK(seen == dates);
  CHECK(test.Search("").violations().contains("text"));
}

}  // namespace
}  // namespace liftmark::workouts
