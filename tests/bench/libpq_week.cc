// The floor of a batch: the workouts of a user, as they are stored, written again for other users; a
// transaction a user, sent at once.
//
//   libpq_week CONNINFO USER        reads the ids of the other users from standard input, a line each
//
// Prints the microseconds of each transaction, a line each.
#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr const char* kRead =
    "SELECT workout_date, workout_type, markdown, structured_workout, sms_message, exercise_list, "
    "exercise_keys,"
    " total_volume_lbs, total_sets, estimated_duration_min, view, cached_revision, cache_version"
    " FROM workouts WHERE user_id = $1";
constexpr int kColumns = 13;

constexpr const char* kWrite =
    "WITH created AS ("
    "  INSERT INTO workouts (user_id, workout_date, workout_type, markdown, structured_workout, sms_message,"
    "                        exercise_list, exercise_keys, total_volume_lbs, total_sets, "
    "estimated_duration_min,"
    "                        view, cached_revision, cache_version)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    "  RETURNING user_id, id, revision)"
    "INSERT INTO workout_revisions (user_id, workout_id, revision, markdown, author)"
    " SELECT user_id, id, revision, $4::text, 'agent:bench' FROM created";

[[noreturn]] void Fail(const std::string& what) {
  std::cerr << "libpq_week: " << what << "\n";
  std::exit(1);
}

PGresult* Checked(PGconn* connection, PGresult* result, ExecStatusType expected) {
  if (PQresultStatus(result) != expected) Fail(PQerrorMessage(connection));
  return result;
}

// Each with an empty first column, for its user.
using Row = std::array<const char*, 1 + kColumns>;

void WriteAll(PGconn* connection, std::vector<Row>& rows, const std::string& user) {
  PQsendQueryPrepared(connection, "begin", 0, nullptr, nullptr, nullptr, 0);
  for (Row& row : rows) {
    row[0] = user.c_str();
    PQsendQueryPrepared(connection, "write", row.size(), row.data(), nullptr, nullptr, 0);
  }
  PQsendQueryPrepared(connection, "commit", 0, nullptr, nullptr, nullptr, 0);
  if (PQpipelineSync(connection) != 1) Fail(PQerrorMessage(connection));
  for (std::size_t statement = 0; statement < rows.size() + 2; ++statement) {
    PQclear(Checked(connection, PQgetResult(connection), PGRES_COMMAND_OK));
    if (PQgetResult(connection) != nullptr) Fail("a statement has two results");
  }
  PQclear(Checked(connection, PQgetResult(connection), PGRES_PIPELINE_SYNC));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) Fail("usage: libpq_week CONNINFO USER < USERS");
  PGconn* connection = PQconnectdb(argv[1]);
  if (PQstatus(connection) != CONNECTION_OK) Fail(PQerrorMessage(connection));

  PGresult* stored =
      Checked(connection, PQexecParams(connection, kRead, 1, nullptr, &argv[2], nullptr, nullptr, 0),
              PGRES_TUPLES_OK);
  std::vector<Row> rows(static_cast<std::size_t>(PQntuples(stored)));
  for (int row = 0; row < PQntuples(stored); ++row) {
    for (int column = 0; column < kColumns; ++column) {
      rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column) + 1] =
          PQgetisnull(stored, row, column) == 1 ? nullptr : PQgetvalue(stored, row, column);
    }
  }
  for (const auto& [name, statement] :
       {std::pair{"begin", "BEGIN"}, std::pair{"write", kWrite}, std::pair{"commit", "COMMIT"}}) {
    PQclear(Checked(connection, PQprepare(connection, name, statement, 0, nullptr), PGRES_COMMAND_OK));
  }
  if (PQenterPipelineMode(connection) != 1) Fail(PQerrorMessage(connection));

  for (std::string user; std::getline(std::cin, user);) {
    const auto began = std::chrono::steady_clock::now();
    WriteAll(connection, rows, user);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - began;
    std::printf("%.1f\n", took.count());
  }
  PQclear(stored);
  PQfinish(connection);
  return 0;
}
