// The floor of a log: connections of libpq that each commit one INSERT of a call at a time, driven by one
// thread.
//
//   insert_load CONNINFO CONNECTIONS SECONDS
//
// Prints how many rows were committed.
#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "tests/bench/sample_call.h"

namespace {

using Clock = std::chrono::steady_clock;
using liftmark::bench::NewId;

constexpr const char* kInsert =
    "INSERT INTO agent_invocations (id, agent_id, session_id, shard_key, provider, model, input_data, status,"
    " prompt_tokens, completion_tokens, total_tokens, cost, duration_ms, output_data)"
    " VALUES ($1, $2, $3, $3, $4, $5, $6, 'success', $7, $8, $9, $10, $11, $12)";

[[noreturn]] void Fail(PGconn* connection) {
  std::cerr << "insert_load: " << PQerrorMessage(connection) << "\n";
  std::exit(1);
}

class Connection {
 public:
  explicit Connection(const char* conninfo) : connection_(PQconnectdb(conninfo)) {
    if (PQstatus(connection_) != CONNECTION_OK) Fail(connection_);
    PGresult* prepared = PQprepare(connection_, "insert", kInsert, 0, nullptr);
    if (PQresultStatus(prepared) != PGRES_COMMAND_OK) Fail(connection_);
    PQclear(prepared);
  }

  int socket() const { return PQsocket(connection_); }

  void Send() {
    const std::string id = NewId();
    const std::array<const char*, 12> values = {id.c_str(),
                                                liftmark::bench::kAgent,
                                                session_.c_str(),
                                                liftmark::bench::kProvider,
                                                liftmark::bench::kModel,
                                                input_.c_str(),
                                                prompt_.c_str(),
                                                completion_.c_str(),
                                                total_.c_str(),
                                                "0.004500000",
                                                duration_.c_str(),
                                                output_.c_str()};
    if (PQsendQueryPrepared(connection_, "insert", values.size(), values.data(), nullptr, nullptr, 0) != 1)
      Fail(connection_);
  }

  // Whether the row is committed.
  bool Receive() {
    if (PQconsumeInput(connection_) != 1) Fail(connection_);
    if (PQisBusy(connection_) != 0) return false;
    PGresult* result = PQgetResult(connection_);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) Fail(connection_);
    PQclear(result);
    while (PGresult* rest = PQgetResult(connection_)) PQclear(rest);
    return true;
  }

 private:
  PGconn* connection_;
  const std::string session_ = NewId();
  const std::string input_ = liftmark::bench::Input();
  const std::string output_ = liftmark::bench::Output();
  const std::string prompt_ = std::to_string(liftmark::bench::kPromptTokens);
  const std::string completion_ = std::to_string(liftmark::bench::kCompletionTokens);
  const std::string total_ =
      std::to_string(liftmark::bench::kPromptTokens + liftmark::bench::kCompletionTokens);
  const std::string duration_ = std::to_string(liftmark::bench::kDurationMs);
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: insert_load CONNINFO CONNECTIONS SECONDS\n";
    return 2;
  }
  const int seconds = std::atoi(argv[3]);
  std::vector<Connection> connections;
  std::vector<pollfd> sockets;
  for (int i = 0; i < std::atoi(argv[2]); ++i) {
    connections.emplace_back(argv[1]);
    sockets.push_back({connections.back().socket(), POLLIN, 0});
  }

  const Clock::time_point end = Clock::now() + std::chrono::seconds(seconds);
  for (Connection& connection : connections) connection.Send();
  long committed = 0;
  while (Clock::now() < end) {
    poll(sockets.data(), sockets.size(), 1000);
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      if (sockets[i].revents == 0 || !connections[i].Receive()) continue;
      ++committed;
      connections[i].Send();
    }
  }
  std::printf("%ld\n", committed);
  return 0;
}
