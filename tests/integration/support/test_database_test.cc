#include "tests/support/test_database.h"

#include <catch2/catch.hpp>

namespace liftmark {
namespace {

TEST_CASE("a test has a migrated database of its own, and leaves none behind") {
  std::string name;
  {
    TestDatabase database;
    TestDatabase other;
    database.CreateUser();

    name = database.Scalar("SELECT current_database()");
    CHECK(database.Scalar("SELECT count(*) FROM users") == "1");
    CHECK(other.Scalar("SELECT count(*) FROM users") == "0");
  }
  TestDatabase next;
  CHECK(next.Rows("SELECT datname FROM pg_database WHERE datname = '" + name + "'").empty());
}

TEST_CASE("a test can act as every role") {
  TestDatabase database;
  for (const char* role : {"postgres", "liftmark_dossier", "liftmark_plans", "liftmark_workouts",
                           "liftmark_invocations", "liftmark_owner", "liftmark_maintenance"}) {
    CHECK(database.Open(role).Scalar("SELECT current_user") == role);
  }
  CHECK(database.Scalar("SELECT datdba::regrole FROM pg_database WHERE datname = current_database()") ==
        "liftmark_maintenance");
}

TEST_CASE("values come back as they are, errors with PostgreSQL's words") {
  TestDatabase database;
  CHECK(database.Rows("SELECT 1, NULL, ''") == std::vector<TestDatabase::Row>{{"1", std::nullopt, ""}});
  CHECK_THROWS_WITH(database.Execute("SELECT 1/0"), Catch::Contains("division by zero"));
}

TEST_CASE("a database outlives a restart of the server") {
  TestDatabase database;
  database.CreateUser();

  RestartTestServer();

  CHECK(database.Open().Scalar("SELECT count(*) FROM users") == "1");
}

}  // namespace
}  // namespace liftmark
