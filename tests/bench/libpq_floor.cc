// The floor of any read: one pipelined libpq connection that reads the same bytes.
//
//   libpq_floor CONNINFO SQL PARAMETER_1 PARAMETER_2 REQUESTS IN_FLIGHT
//
// Prints CPU microseconds per request (user + system), of this process and of its backend.
#include <libpq-fe.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace {

[[noreturn]] void Fail(const std::string& what) {
  std::cerr << "libpq_floor: " << what << "\n";
  std::exit(1);
}

double OwnCpuMicros() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto micros = [](const timeval& time) { return time.tv_sec * 1e6 + time.tv_usec; };
  return micros(usage.ru_utime) + micros(usage.ru_stime);
}

double CpuMicrosOf(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  // Fields 14 and 15, counted behind the command's closing parenthesis, which is field 2.
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) Fail("usage: libpq_floor CONNINFO SQL PARAMETER_1 PARAMETER_2 REQUESTS IN_FLIGHT");
  const char* parameters[] = {argv[3], argv[4]};
  const int requests = std::atoi(argv[5]);
  const int in_flight = std::atoi(argv[6]);

  PGconn* connection = PQconnectdb(argv[1]);
  if (PQstatus(connection) != CONNECTION_OK) Fail(PQerrorMessage(connection));
  PGresult* prepared = PQprepare(connection, "read", argv[2], 0, nullptr);
  if (PQresultStatus(prepared) != PGRES_COMMAND_OK) Fail(PQerrorMessage(connection));
  PQclear(prepared);
  if (PQenterPipelineMode(connection) != 1) Fail("no pipeline mode");

  const int backend = PQbackendPID(connection);
  const double own_before = OwnCpuMicros();
  const double backend_before = CpuMicrosOf(backend);
  for (int done = 0; done < requests; done += in_flight) {
    for (int i = 0; i < in_flight; ++i) {
      if (PQsendQueryPrepared(connection, "read", 2, parameters, nullptr, nullptr, 1) != 1) {
        Fail(PQerrorMessage(connection));
      }
    }
    if (PQpipelineSync(connection) != 1) Fail(PQerrorMessage(connection));
    for (int i = 0; i < in_flight; ++i) {
      PGresult* result = PQgetResult(connection);
      if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1)
        Fail(PQerrorMessage(connection));
      PQclear(result);
      PQclear(PQgetResult(connection));
    }
    PQclear(PQgetResult(connection));
  }
  std::printf("%.2f %.2f\n", (OwnCpuMicros() - own_before) / requests,
              (CpuMicrosOf(backend) - backend_before) / requests);
  PQfinish(connection);
  return 0;
}
