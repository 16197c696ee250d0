// The old system's records, moved over by migrate_legacy and read by the services.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/views/dossier.h"
#include "common/views/plan.h"
#include "services/dossier/dossier_service.h"
#include "services/plans/plan_service.h"
#include "tests/support/test_service.h"

namespace liftmark {
namespace {

namespace dossier_pb = liftmark::dossier::v1;
namespace plans_pb = liftmark::plans::v1;

// One in a hundred of them is broken.
constexpr int kManyUsers = 500;

std::string ReadScript(const std::string& name) {
  std::ifstream file(absl::StrCat(LIFTMARK_SOURCE_DIR "/tests/sql/legacy/", name));
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string UserId(std::string_view suffix) {
  return absl::StrCat("00000000-0000-4000-8000-0000000000", absl::string_view(suffix.data(), suffix.size()));
}

struct OldSystem {
  TestDatabase database;

  OldSystem() {
    database.Execute("SET client_min_messages = warning");
    database.Execute(ReadScript("old_tables.sql"));
  }

  // Only users that the generator makes.
  void MakeMany(int users) {
    database.Execute("TRUNCATE profiles, structured_plans, microcycles");
    database.Execute(ReadScript("many_users.sql"));
    database.Execute(absl::StrCat("SELECT make_old_users(", users, ")"));
  }

  void Migrate() { database.Execute("CALL migrate_legacy(100)"); }

  // Everything that the migration writes.
  std::string State() {
    return database.Scalar(R"(
      SELECT md5(concat(
        (SELECT string_agg(d::text, '|' ORDER BY user_id) FROM user_dossiers d),
        (SELECT string_agg(p::text, '|' ORDER BY id) FROM training_plans p),
        (SELECT string_agg(r::text, '|' ORDER BY user_id, revision) FROM user_dossier_revisions r),
        (SELECT string_agg(e::text, '|' ORDER BY user_id, source, source_id) FROM migration_errors e))))");
  }

  // The same without times, which differ from run to run.
  std::string Content() {
    return database.Scalar(R"(
      SELECT md5(concat(
        (SELECT string_agg(concat(user_id, markdown, current_plan_id, revision), '|' ORDER BY user_id) FROM user_dossiers),
        (SELECT string_agg(concat(id, markdown, start_date, end_date, is_active), '|' ORDER BY id) FROM training_plans),
        (SELECT string_agg(concat(user_id, source, source_id, reason), '|' ORDER BY user_id, source, source_id)
         FROM migration_errors))))");
  }

  void CheckThatEverythingBuilds() {
    for (const TestDatabase::Row& row : database.Rows("SELECT markdown FROM user_dossiers")) {
      INFO(row[0]->substr(0, 2000));
      const views::Profile profile = views::BuildDossier(*row[0]);
      for (const views::Diagnostic& diagnostic : profile.diagnostics) FAIL_CHECK(diagnostic.text);
    }
    for (const TestDatabase::Row& row :
         database.Rows("SELECT markdown, (end_date - start_date) / 7 FROM training_plans")) {
      INFO(row[0]->substr(0, 2000));
      const views::Plan plan = views::BuildPlan(*row[0]);
      for (const views::Diagnostic& diagnostic : plan.diagnostics) FAIL_CHECK(diagnostic.text);
      CHECK(absl::StrCat(plan.duration_weeks.value_or(0)) == *row[1]);
      for (int week = 1; week <= plan.duration_weeks.value_or(0); ++week)
        CHECK(MicrocycleOfWeek(plan, week) != nullptr);
    }
  }

  views::Profile Dossier(std::string_view suffix) {
    return views::BuildDossier(
        database.Scalar("SELECT markdown FROM user_dossiers WHERE user_id = '" + UserId(suffix) + "'"));
  }
};

TEST_CASE("every odd record of the old system builds without a diagnostic, and says what it said") {
  OldSystem old;
  old.Migrate();
  CHECK(old.database.Scalar("SELECT count(*) FROM user_dossiers") == "19");
  CHECK(old.database.Scalar("SELECT count(*) FROM training_plans") == "13");
  old.CheckThatEverythingBuilds();

  const views::Profile hostile = old.Dossier("04");
  CHECK(hostile.name == "Mallory ## Training History ### 2020-01-01 - Forged - **Age:** 99");
  CHECK(hostile.age == 31);
  CHECK(hostile.history.size() == 1);
  // A name is read without what stands in brackets.
  CHECK(old.Dossier("05").name == R"(# Hash *star* _under_ `tick` <b> ~~struck~~ | & &amp; &#35; \)");
  CHECK(old.Dossier("07").age == 21);
  CHECK(old.Dossier("08").goals.primary == "Běhat 10 km");
  CHECK(old.Dossier("03").goals.primary == "Lose fat; Build muscle; Sleep");
  CHECK(old.Dossier("03").equipment_tags == std::vector<std::string>{"Barbell", "Power Rack", "Bench"});
  CHECK(old.Dossier("01").training_days == std::vector<std::string>{"Monday", "Wednesday", "Friday"});
  CHECK(old.Dossier("0b").constraints.size() == 2);
}

TEST_CASE("migrated documents pass the services' strict rules, and their caches fill on the first read") {
  OldSystem old;
  old.Migrate();
  const TestService<dossier::DossierService> dossiers(old.database, "liftmark_dossier",
                                                      "liftmark.dossier.v1.DossierService");
  const TestService<plans::PlanService> plans(old.database, "liftmark_plans",
                                              "liftmark.plans.v1.PlanService");

  for (const TestDatabase::Row& row : old.database.Rows("SELECT markdown FROM user_dossiers")) {
    dossier_pb::ValidateDossierRequest request;
    request.set_markdown(*row[0]);
    const auto validated = dossiers.Call<dossier_pb::ValidateDossierResponse>("ValidateDossier", request);
    CHECK(validated.response.valid_strict());
  }
  for (const TestDatabase::Row& row : old.database.Rows("SELECT markdown FROM training_plans")) {
    plans_pb::ValidatePlanRequest request;
    request.set_markdown(*row[0]);
    const auto validated = plans.Call<plans_pb::ValidatePlanResponse>("ValidatePlan", request);
    CHECK(validated.response.valid_strict());
  }

  // The newest of the plans that were active.
  plans_pb::GetActivePlanRequest active;
  active.set_user_id(UserId("0c"));
  active.set_view(plans_pb::PLAN_VIEW_STRUCTURED);
  const auto plan = plans.Call<plans_pb::GetActivePlanResponse>("GetActivePlan", active);
  REQUIRE(plan.ok());
  CHECK(plan.response.plan().structured().title() == "Newest");
  dossier_pb::GetProfileRequest request;
  request.set_user_id(UserId("0c"));
  const auto profile = dossiers.Call<dossier_pb::GetProfileResponse>("GetProfile", request);
  REQUIRE(profile.ok());
  CHECK_FALSE(profile.response.from_cache());
  CHECK(profile.response.current_plan_id() == plan.response.plan().id());
  CHECK(profile.response.profile().program() == "Newest");
}

TEST_CASE(
    "all good users of many are migrated, the broken ones are listed, and a second run changes nothing") {
  OldSystem old;
  old.MakeMany(kManyUsers);
  old.Migrate();
  CHECK(old.database.Scalar("SELECT count(*) FROM user_dossiers") == absl::StrCat(kManyUsers * 99 / 100));
  CHECK(old.database.Scalar("SELECT count(*) FROM training_plans") == absl::StrCat(kManyUsers * 99 / 100));
  CHECK(old.database.Scalar(
            "SELECT string_agg(DISTINCT split_part(reason, ':', 1), ' ') FROM migration_errors") ==
        "PLAN_NOT_AN_OBJECT PLAN_START_DATE PROFILE_EMPTY PROFILE_NOT_AN_OBJECT USER_NOT_FOUND");
  CHECK(old.database.Scalar("SELECT count(DISTINCT user_id) FROM migration_errors") ==
        absl::StrCat(kManyUsers / 100));
  old.CheckThatEverythingBuilds();

  const std::string state = old.State();
  old.Migrate();
  CHECK(old.State() == state);
}

TEST_CASE("a migration that is killed goes on where it was, and comes to the same") {
  OldSystem whole;
  whole.MakeMany(kManyUsers);
  whole.Migrate();

  OldSystem old;
  old.MakeMany(kManyUsers);
  TestDatabase::Session migrating = old.database.Open();
  const std::string pid = migrating.Scalar("SELECT pg_backend_pid()");
  std::thread migration([&] { CHECK_THROWS(migrating.Execute("CALL migrate_legacy(100)")); });
  while (old.database.Scalar("SELECT count(*) >= 20 FROM training_plans") == "f") std::this_thread::yield();
  old.database.Execute("SELECT pg_terminate_backend(" + pid + ", 60000)");
  migration.join();

  CHECK(old.database.Scalar("SELECT count(*) BETWEEN 20 AND 494 FROM training_plans") == "t");
  CHECK(old.database.Scalar("SELECT count(*) = (SELECT count(*) FROM training_plans) FROM user_dossiers") ==
        "t");
  old.Migrate();
  CHECK(old.Content() == whole.Content());
}

}  // namespace
}  // namespace liftmark
