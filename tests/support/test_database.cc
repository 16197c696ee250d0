#include "tests/support/test_database.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/support/eventually.h"

namespace liftmark {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) {
    throw std::runtime_error(absl::StrCat(name, " is not set: use tests/run, or tests/support/cluster"));
  }
  return value;
}

// Of two keywords in a conninfo the last one counts.
std::string ConninfoOf(std::string_view database, std::string_view role) {
  std::string conninfo = absl::StrCat(Environment("LIFTMARK_TEST_DATABASE"),
                                      " dbname=", absl::string_view(database.data(), database.size()));
  const absl::string_view name(role.data(), role.size());
  const bool logs_in = role != "liftmark_owner" && role != "liftmark_maintenance";
  absl::StrAppend(&conninfo,
                  logs_in ? absl::StrCat(" user=", name) : absl::StrCat(" options='-c role=", name, "'"));
  return conninfo;
}

std::string NewName() {
  static std::atomic<int> count = 0;
  return absl::StrCat("liftmark_test_", getpid(), "_", ++count);
}

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

Result Query(PGconn* connection, const std::string& sql) {
  Result result(PQexec(connection, sql.c_str()), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(absl::StrCat(PQerrorMessage(connection), sql));
  }
  return result;
}

}  // namespace

TestDatabase::Session::Session(const std::string& conninfo)
    : connection_(PQconnectdb(conninfo.c_str()), PQfinish) {
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    throw std::runtime_error(PQerrorMessage(connection_.get()));
  }
}

void TestDatabase::Session::Execute(const std::string& sql) { Query(connection_.get(), sql); }

std::vector<TestDatabase::Row> TestDatabase::Session::Rows(const std::string& sql) {
  const Result result = Query(connection_.get(), sql);
  std::vector<Row> rows(PQntuples(result.get()));
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    for (int column = 0; column < PQnfields(result.get()); ++column) {
      rows[row].push_back(PQgetisnull(result.get(), row, column)
                              ? std::nullopt
                              : Value(std::in_place, PQgetvalue(result.get(), row, column),
                                      PQgetlength(result.get(), row, column)));
    }
  }
  return rows;
}

std::string TestDatabase::Session::Scalar(const std::string& sql) {
  const std::vector<Row> rows = Rows(sql);
  if (rows.size() != 1 || rows[0].size() != 1 || !rows[0][0].has_value()) {
    throw std::runtime_error(absl::StrCat("not one value: ", sql));
  }
  return *rows[0][0];
}

TestDatabase::TestDatabase() : name_(NewName()) {
  // A copy does not take the owner along.
  Session(Environment("LIFTMARK_TEST_DATABASE"))
      .Execute(absl::StrCat("CREATE DATABASE ", name_, " TEMPLATE ", Environment("LIFTMARK_TEST_TEMPLATE"),
                            " OWNER liftmark_maintenance"));
  session_.emplace(Conninfo());
}

TestDatabase::~TestDatabase() {
  session_.reset();
  try {
    Session(Environment("LIFTMARK_TEST_DATABASE"))
        .Execute(absl::StrCat("DROP DATABASE ", name_, " WITH (FORCE)"));
  } catch (const std::runtime_error&) {
    // The server is gone, and the database will go with its cluster.
  }
}

std::string TestDatabase::Conninfo(std::string_view role) const { return ConninfoOf(name_, role); }

TestDatabase::Session TestDatabase::Open(std::string_view role) const { return Session(Conninfo(role)); }

std::string TestDatabase::CreateUser() {
  return Open("liftmark_owner")
      .Scalar("INSERT INTO users (user_id) VALUES (gen_random_uuid()) RETURNING user_id");
}

void TestDatabase::AwaitWaiting(const std::string& role) {
  const std::string waiting = absl::StrCat(
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
      " AND datname = current_database() AND usename = '",
      role, "'");
  Eventually([&] { return Scalar(waiting) != "0"; });
}

int TestDatabase::Waiting(std::string_view kind) {
  const std::string of_kind = kind.empty() ? "" : " AND wait_event = '" + std::string(kind) + "'";
  return std::stoi(
      Scalar("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
             " AND datname = current_database()" +
             of_kind));
}

void TestDatabase::Execute(const std::string& sql) { session_->Execute(sql); }

std::vector<TestDatabase::Row> TestDatabase::Rows(const std::string& sql) { return session_->Rows(sql); }

std::string TestDatabase::Scalar(const std::string& sql) { return session_->Scalar(sql); }

void RestartTestServer() {
  const std::string command = absl::StrCat(LIFTMARK_SOURCE_DIR "/tests/support/cluster restart '",
                                           Environment("LIFTMARK_TEST_CLUSTER"), "'");
  if (std::system(command.c_str()) != 0) throw std::runtime_error("the test server did not restart");
}

}  // namespace liftmark
