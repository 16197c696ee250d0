// Deadlines, timeouts and bounds.
#include <catch2/catch.hpp>

#include "tests/integration/pg/pool_fixture.h"

namespace liftmark::pg {
namespace {

using namespace std::chrono_literals;

constexpr Statement kEcho{"echo", "SELECT $1::text"};
constexpr Statement kSleep{"sleep", "SELECT pg_sleep($1::float8)"};
constexpr Statement kInsert{"insert", "INSERT INTO log (id) VALUES ($1::int)"};
constexpr Statement kWaitForLock{"wait_for_lock", "SELECT pg_advisory_xact_lock(1)"};
constexpr Statement kTimeout{"timeout", "SELECT current_setting('statement_timeout')"};

// Holds what kInsert and kWaitForLock wait for.
class Blocker {
 public:
  explicit Blocker(TestDatabase& database) : session_(database.Open()) {
    database.Execute("CREATE TABLE IF NOT EXISTS log (id int PRIMARY KEY)");
    session_.Execute("BEGIN");
    session_.Execute("LOCK TABLE log");
    session_.Execute("SELECT pg_advisory_xact_lock(1)");
  }

  void Release() { session_.Execute("ROLLBACK"); }

 private:
  TestDatabase::Session session_;
};

PoolOptions OneScanConnection() {
  PoolOptions options;
  options.scan.connections = 1;
  return options;
}

TEST_CASE("a NUL in a text and a parameter that is too large are refused before anything is sent") {
  PoolFixture test;
  const Lane lane = GENERATE(Lane::kRead, Lane::kWrite, Lane::kScan);
  CHECK(ReasonOf(test.Execute(lane, {kEcho, Params(std::string("a\0b", 3))}).status()) == "TEXT_HAS_NUL");
  const std::string huge(Params::kMaxBytes, 'x');
  CHECK(ReasonOf(test.Execute(lane, {kEcho, Params(huge)}).status()) == "PARAMETERS_TOO_LARGE");
  CHECK(test.pool->metrics(lane).sent == 0);
  CHECK(test.Execute(lane, {kEcho, Params(huge.substr(1))}).ok());
}

TEST_CASE("a call whose deadline has passed is not sent") {
  PoolFixture test;
  const Lane lane = GENERATE(Lane::kRead, Lane::kWrite, Lane::kScan);
  const absl::Status status = test.Execute(lane, {kEcho, Params("x")}, async::Clock::now()).status();
  CHECK(status.code() == absl::StatusCode::kDeadlineExceeded);
  CHECK(ReasonOf(status) == "DEADLINE_EXCEEDED");
  CHECK(test.pool->metrics(lane).sent == 0);
}

TEST_CASE("a call that waits beyond its deadline is answered then, and never sent") {
  PoolFixture test(OneScanConnection());
  Blocker blocker(test.database);
  auto blocked = test.Start(Lane::kScan, {kWaitForLock, Params()});
  Eventually([&] { return test.pool->metrics(Lane::kScan).in_flight == 1; });

  const absl::Status late =
      test.Execute(Lane::kScan, {kEcho, Params("x")}, async::Clock::now() + 20ms).status();
  CHECK(late.code() == absl::StatusCode::kDeadlineExceeded);
  CHECK(test.pool->metrics(Lane::kScan).queued == 0);

  blocker.Release();
  CHECK(blocked.get().ok());
  CHECK(test.pool->metrics(Lane::kScan).sent == 1);
}

TEST_CASE("a call in flight is answered at its deadline, and its late answer goes to nobody") {
  PoolFixture test(OneScanConnection());
  Blocker blocker(test.database);
  const absl::Status late =
      test.Execute(Lane::kScan, {kWaitForLock, Params()}, async::Clock::now() + 50ms).status();
  CHECK(ReasonOf(late) == "DEADLINE_EXCEEDED");
  CHECK(test.pool->metrics(Lane::kScan).in_flight == 1);

  auto next = test.Start(Lane::kScan, {kEcho, Params("mine")});
  blocker.Release();
  const Rows rows = next.get();
  REQUIRE(rows.ok());
  CHECK((*rows)[0].Get<std::string>(0) == "mine");
}

TEST_CASE("of a write in flight at its deadline the outcome is unknown") {
  PoolFixture test;
  Blocker blocker(test.database);
  const absl::Status late =
      test.Execute(Lane::kWrite, {kInsert, Params(1)}, async::Clock::now() + 50ms).status();
  CHECK(late.code() == absl::StatusCode::kDeadlineExceeded);
  CHECK(ReasonOf(late) == "OUTCOME_UNKNOWN");
  blocker.Release();
  Eventually([&] { return test.pool->metrics(Lane::kWrite).in_flight == 0; });
  CHECK(test.database.Scalar("SELECT count(*) FROM log") == "1");
}

TEST_CASE("a statement that takes longer than its lane allows is cancelled, and no other") {
  PoolOptions options;
  options.read.statement_timeout = 50ms;
  PoolFixture test(std::move(options));
  std::vector<Query> queries = {{kEcho, Params("before")}, {kSleep, Params(30)}, {kEcho, Params("behind")}};
  auto answers = test.StartTogether(Lane::kRead, std::move(queries));
  CHECK(answers[0].get().ok());
  const absl::Status status = answers[1].get().status();
  CHECK(status.code() == absl::StatusCode::kDeadlineExceeded);
  CHECK(ReasonOf(status) == "STATEMENT_TIMEOUT");
  CHECK(answers[2].get().ok());
}

TEST_CASE("each lane has its own statement timeout, below the role's") {
  const auto timeout = [](PoolFixture& test, Lane lane) {
    return (*test.Execute(lane, {kTimeout, Params()}))[0].Get<std::string>(0);
  };
  PoolFixture test;
  CHECK(timeout(test, Lane::kRead) == "2s");
  CHECK(timeout(test, Lane::kWrite) == "10s");
  CHECK(timeout(test, Lane::kScan) == "30s");

  test.database.Execute(
      "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET statement_timeout = 5000'; END "
      "$$");
  PoolOptions options;
  options.conninfo = test.database.Conninfo();
  PoolFixture below(std::move(options));
  CHECK(timeout(below, Lane::kRead) == "2s");
  CHECK(timeout(below, Lane::kScan) == "5s");
}

TEST_CASE("a full queue refuses, and says when to come back") {
  PoolOptions options = OneScanConnection();
  options.max_queued = 5;
  PoolFixture test(std::move(options));
  Blocker blocker(test.database);
  auto blocked = test.Start(Lane::kScan, {kWaitForLock, Params()});
  Eventually([&] { return test.pool->metrics(Lane::kScan).in_flight == 1; });

  auto waiting = test.StartTogether(Lane::kScan, Repeat({kEcho, Params("x")}, 5));
  Eventually([&] { return test.pool->metrics(Lane::kScan).queued == 5; });
  const absl::Status refused = test.Execute(Lane::kScan, {kEcho, Params("x")}).status();
  CHECK(refused.code() == absl::StatusCode::kResourceExhausted);
  CHECK(ReasonOf(refused) == "QUEUE_FULL");
  CHECK(refused.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());

  blocker.Release();
  CHECK(blocked.get().ok());
  for (auto& answer : waiting) CHECK(answer.get().ok());
  CHECK(test.Execute(Lane::kScan, {kEcho, Params("x")}).ok());
}

TEST_CASE("a queue is bounded in bytes too") {
  PoolOptions options = OneScanConnection();
  options.max_queued_bytes = 1000;
  PoolFixture test(std::move(options));
  Blocker blocker(test.database);
  auto blocked = test.Start(Lane::kScan, {kWaitForLock, Params()});
  Eventually([&] { return test.pool->metrics(Lane::kScan).in_flight == 1; });

  auto waiting = test.Start(Lane::kScan, {kEcho, Params(std::string(900, 'x'))});
  Eventually([&] { return test.pool->metrics(Lane::kScan).queued == 1; });
  CHECK(ReasonOf(test.Execute(Lane::kScan, {kEcho, Params(std::string(200, 'x'))}).status()) == "QUEUE_FULL");
  blocker.Release();
  CHECK(waiting.get().ok());
}

}  // namespace
}  // namespace liftmark::pg
