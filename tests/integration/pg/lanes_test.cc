// Lanes: whose answer is whose, and who waits for whom.
#include <catch2/catch.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/integration/pg/pool_fixture.h"

namespace liftmark::pg {
namespace {

constexpr Statement kEcho{"echo", "SELECT $1::text"};
constexpr Statement kEchoTwice{"echo_twice", "SELECT $1::text || '/' || $1::text"};
constexpr Statement kDivide{"divide", "SELECT 100 / $1::int"};
constexpr Statement kInsert{"insert", "INSERT INTO log (id) VALUES ($1::int)"};

// One caller after the other checks that its answer is its own; every seventh call fails.
Task<int> CountWrongAnswers(Pool& pool, int caller, int calls) {
  int wrong = 0;
  for (int call = 0; call < calls; ++call) {
    const std::string nonce = std::to_string(caller) + ":" + std::to_string(call);
    const auto lane = static_cast<Lane>(call % kLanes);
    if ((caller + call) % 7 == 0) {
      const Rows failed = co_await pool.Execute(lane, {kDivide, Params(0)}, Patiently());
      wrong += SqlState(failed.status()) == "22012" ? 0 : 1;
      continue;
    }
    const Rows rows = co_await pool.Execute(lane, {kEcho, Params(nonce)}, Patiently());
    wrong += rows.ok() && (*rows)[0].Get<std::string>(0) == nonce ? 0 : 1;
    if (lane == Lane::kWrite) {
      std::vector<Query> queries = {{kEcho, Params(nonce)}, {kEchoTwice, Params(nonce)}};
      const Batches batch = co_await pool.Batch(std::move(queries), Patiently());
      wrong += batch.ok() && (*batch)[0][0].Get<std::string>(0) == nonce &&
                       (*batch)[1][0].Get<std::string>(0) == absl::StrCat(nonce, "/", nonce)
                   ? 0
                   : 1;
    }
  }
  co_return wrong;
}

TEST_CASE("with thousands in flight each caller gets its own answers") {
  PoolOptions options;
  options.max_queued = 10'000;
  PoolFixture test(std::move(options));
  std::vector<std::future<int>> callers;
  callers.reserve(3000);
  for (int caller = 0; caller < 3000; ++caller) {
    callers.push_back(Run(test.shard, CountWrongAnswers(*test.pool, caller, 6)));
  }
  int wrong = 0;
  for (auto& caller : callers) wrong += caller.get();
  CHECK(wrong == 0);
}

TEST_CASE("an error under a shared Sync is its own statement's only") {
  PoolFixture test;
  REQUIRE(test.Execute(Lane::kRead, {kEcho, Params("warm")}).ok());
  const auto query = [](int i) {
    return i % 10 == 3 ? Query(kDivide, Params(0)) : Query(kEcho, Params(std::to_string(i)));
  };
  auto answers = test.StartTogether(Lane::kRead, Queries(50, query));
  for (int i = 0; i < 50; ++i) {
    const Rows rows = answers[static_cast<std::size_t>(i)].get();
    if (i % 10 == 3) {
      CHECK(SqlState(rows.status()) == "22012");
    } else {
      REQUIRE(rows.ok());
      CHECK((*rows)[0].Get<std::string>(0) == std::to_string(i));
    }
  }
  CHECK(test.pool->metrics(Lane::kRead).retried > 0);
  CHECK(test.pool->metrics(Lane::kRead).failed == 5);
}

TEST_CASE("an error on the write lane rolls back nobody else") {
  PoolFixture test;
  test.database.Execute("CREATE TABLE log (id int PRIMARY KEY)");
  const auto insert = [](int i) { return Query(kInsert, Params(i % 3 == 2 ? 0 : i)); };
  auto answers = test.StartTogether(Lane::kWrite, Queries(60, insert));
  int done = 0;
  for (auto& answer : answers) {
    const Rows rows = answer.get();
    if (rows.ok()) {
      ++done;
    } else {
      CHECK(SqlState(rows.status()) == kUniqueViolation);
    }
  }
  CHECK(done == 40);
  CHECK(test.database.Scalar("SELECT count(*) FROM log") == "40");
}

TEST_CASE("reads are answered while every connection for writes is blocked") {
  PoolFixture test;
  test.database.Execute("CREATE TABLE log (id int PRIMARY KEY)");
  auto blocker = test.database.Open();
  blocker.Execute("BEGIN");
  blocker.Execute("LOCK TABLE log");
  auto writes =
      test.StartTogether(Lane::kWrite, Queries(30, [](int i) { return Query(kInsert, Params(i)); }));
  Eventually([&] { return test.pool->metrics(Lane::kWrite).in_flight == 12; });

  for (auto& read : test.StartTogether(Lane::kRead, Repeat({kEcho, Params("x")}, 1000)))
    CHECK(read.get().ok());
  CHECK(test.Execute(Lane::kScan, {kEcho, Params("x")}).ok());

  CHECK(test.pool->metrics(Lane::kWrite).executed == 0);
  CHECK(test.pool->metrics(Lane::kWrite).in_flight == 12);
  CHECK(test.pool->metrics(Lane::kWrite).queued == 18);
  blocker.Execute("ROLLBACK");
  for (auto& write : writes) CHECK(write.get().ok());
}

TEST_CASE("a connection of the scan lane has one statement in flight") {
  PoolFixture test;
  auto scans = test.StartTogether(Lane::kScan, Repeat({kEcho, Params("x")}, 200));
  std::int64_t most = 0;
  for (auto& scan : scans) {
    most = std::max(most, test.pool->metrics(Lane::kScan).in_flight);
    CHECK(scan.get().ok());
  }
  CHECK(most <= 2);
}

TEST_CASE("a service has seven backends") {
  PoolFixture test;
  test.WaitUntilUp(Lane::kRead, 2);
  test.WaitUntilUp(Lane::kWrite, 3);
  test.WaitUntilUp(Lane::kScan, 2);
  CHECK(test.Backends() == "7");
}

TEST_CASE("statements larger than every buffer pass in both directions at once") {
  PoolFixture test;
  const Lane lane = GENERATE(Lane::kRead, Lane::kWrite);
  const auto text = [](int i) { return std::string(1'000'000, static_cast<char>('a' + i)); };
  auto answers = test.StartTogether(lane, Queries(20, [&](int i) { return Query(kEcho, Params(text(i))); }));
  for (int i = 0; i < 20; ++i) {
    const Rows rows = answers[static_cast<std::size_t>(i)].get();
    REQUIRE(rows.ok());
    CHECK((*rows)[0].Get<std::string_view>(0) == text(i));
  }
}

TEST_CASE("what a lane does is counted") {
  PoolFixture test;
  REQUIRE(test.Execute(Lane::kRead, {kEcho, Params("x")}).ok());
  REQUIRE_FALSE(test.Execute(Lane::kRead, {kDivide, Params(0)}).ok());
  test.WaitUntilUp(Lane::kRead, 2);
  const LaneMetrics metrics = test.pool->metrics(Lane::kRead);
  CHECK(metrics.connects == 2);
  CHECK(metrics.sent == 2);
  CHECK(metrics.executed == 1);
  CHECK(metrics.failed == 1);
  CHECK(metrics.queued == 0);
  CHECK(metrics.in_flight == 0);
  CHECK(metrics.queue_wait > std::chrono::nanoseconds(0));
}

}  // namespace
}  // namespace liftmark::pg
