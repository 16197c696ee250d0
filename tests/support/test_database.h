// A migrated database of a test's own, on the server that tests/run (or tests/support/cluster) has started.
//
// Reads LIFTMARK_TEST_DATABASE, LIFTMARK_TEST_TEMPLATE and LIFTMARK_TEST_CLUSTER. Everything here blocks, and
// throws std::runtime_error with PostgreSQL's message where something fails. Not for use from several
// threads.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftmark {

class TestDatabase {
 public:
  // In PostgreSQL's text form; nullopt is NULL.
  using Value = std::optional<std::string>;
  using Row = std::vector<Value>;

  // A connection.
  class Session {
   public:
    explicit Session(const std::string& conninfo);

    void Execute(const std::string& sql);
    std::vector<Row> Rows(const std::string& sql);
    // The only value of the only row; it must not be NULL.
    std::string Scalar(const std::string& sql);

   private:
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
  };

  // Copies the template.
  TestDatabase();
  // Drops the database; whoever is still connected is thrown out.
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  // How to connect as `role`: the superuser, a service's role, or an owner that cannot log in itself.
  std::string Conninfo(std::string_view role = "postgres") const;
  Session Open(std::string_view role = "postgres") const;

  // A new user's id.
  std::string CreateUser();

  // Returns when a connection of `role` waits for a lock; throws where none does in time.
  void AwaitWaiting(const std::string& role);
  // How many connections wait for a lock: any, or of a kind that pg_stat_activity names ("advisory").
  int Waiting(std::string_view kind = {});

  // On a connection of the superuser that is kept.
  void Execute(const std::string& sql);
  std::vector<Row> Rows(const std::string& sql);
  std::string Scalar(const std::string& sql);

 private:
  std::string name_;
  std::optional<Session> session_;
};

// Stops the server of the tests and starts it again. Every connection is lost, every database stays.
void RestartTestServer();

}  // namespace liftmark
