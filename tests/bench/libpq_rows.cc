// The floor of any stream: one statement, read row by row as it arrives.
//
//   libpq_rows CONNINFO SQL        prints the rows that arrived, and how many a second
#include <libpq-fe.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

namespace {

[[noreturn]] void Fail(const std::string& what) {
  std::cerr << "libpq_rows: " << what << "\n";
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) Fail("usage: libpq_rows CONNINFO SQL");
  PGconn* connection = PQconnectdb(argv[1]);
  if (PQstatus(connection) != CONNECTION_OK) Fail(PQerrorMessage(connection));

  long rows = 0;
  const auto began = std::chrono::steady_clock::now();
  if (PQsendQueryParams(connection, argv[2], 0, nullptr, nullptr, nullptr, nullptr, 1) != 1 ||
      PQsetSingleRowMode(connection) != 1) {
    Fail(PQerrorMessage(connection));
  }
  while (PGresult* result = PQgetResult(connection)) {
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK) Fail(PQerrorMessage(connection));
    rows += PQntuples(result);
    PQclear(result);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf("%ld %.0f\n", rows, static_cast<double>(rows) / took.count());
  PQfinish(connection);
  return 0;
}
