// What callers see when PostgreSQL, or a connection to it, goes away.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "tests/integration/pg/pool_fixture.h"

namespace liftmark::pg {
namespace {

using namespace std::chrono_literals;

constexpr Statement kEcho{"echo", "SELECT $1::text"};
constexpr Statement kInsert{"insert", "INSERT INTO log (id) VALUES ($1::int)"};
constexpr Statement kBackend{"backend", "SELECT pg_backend_pid()"};

PoolOptions QuickToReconnect() {
  PoolOptions options;
  options.min_backoff = 5ms;
  options.max_backoff = 50ms;
  return options;
}

// Callers that read and write until they are told to stop, and remember what they were told.
class Load {
 public:
  explicit Load(PoolFixture& test) : test_(test) {
    for (int caller = 0; caller < 40; ++caller) callers_.push_back(Run(test.shard, Call(caller)));
  }

  // Every caller is answered, or this throws.
  void Stop() {
    stop_ = true;
    for (auto& caller : callers_) {
      if (caller.wait_for(kPatience) != std::future_status::ready) throw std::runtime_error("a call hangs");
      caller.get();
    }
  }

  // Waits until every lane has answered `calls` more with success.
  void Progress(std::int64_t calls) {
    for (const Lane lane : {Lane::kRead, Lane::kWrite, Lane::kScan}) {
      const std::int64_t before = test_.pool->metrics(lane).executed;
      Eventually([&] { return test_.pool->metrics(lane).executed >= before + calls; });
    }
  }

  // After Stop.
  void Check() const {
    CHECK(wrong_answers_ == 0);
    CHECK(unclear_errors_.empty());
    std::set<int> stored;
    for (const auto& row : test_.database.Open().Rows("SELECT id FROM log"))
      stored.insert(std::stoi(*row[0]));
    for (const int id : acknowledged_) CHECK(stored.contains(id));
    for (const int id : refused_) CHECK_FALSE(stored.contains(id));
    CHECK(acknowledged_.size() > 100);
  }

 private:
  Task<> Call(int caller) {
    while (!stop_) {
      const bool answered =
          caller % 2 == 0 ? co_await Write() : co_await Read(caller % 4 == 1 ? Lane::kRead : Lane::kScan);
      if (!answered) co_await async::SleepUntil(async::Clock::now() + 1ms);
    }
  }

  Task<bool> Write() {
    const int id = ++last_id_;
    const Rows rows = co_await test_.pool->Execute(Lane::kWrite, {kInsert, Params(id)}, Patiently());
    if (rows.ok()) {
      acknowledged_.push_back(id);
    } else if (ReasonOf(rows.status()) != "OUTCOME_UNKNOWN") {
      refused_.push_back(id);
      Note(rows.status());
    } else if (rows.status().code() != absl::StatusCode::kUnavailable) {
      unclear_errors_.insert(rows.status().ToString());
    }
    co_return rows.ok();
  }

  Task<bool> Read(Lane lane) {
    const std::string nonce = std::to_string(++last_id_);
    const Rows rows = co_await test_.pool->Execute(lane, {kEcho, Params(nonce)}, Patiently());
    if (!rows.ok()) {
      Note(rows.status());
    } else if ((*rows)[0].Get<std::string>(0) != nonce) {
      ++wrong_answers_;
    }
    co_return rows.ok();
  }

  void Note(const absl::Status& status) {
    const bool clear =
        status.code() == absl::StatusCode::kUnavailable && ReasonOf(status) == "DATABASE_UNAVAILABLE";
    if (!clear) unclear_errors_.insert(status.ToString());
  }

  PoolFixture& test_;
  std::vector<std::future<void>> callers_;
  std::atomic<bool> stop_ = false;

  // Of the shard, until the callers have ended.
  int last_id_ = 0;
  int wrong_answers_ = 0;
  std::vector<int> acknowledged_;
  std::vector<int> refused_;
  std::set<std::string> unclear_errors_;
};

TEST_CASE("killed connections under load end in clear errors, and come back") {
  PoolFixture test(QuickToReconnect());
  test.database.Execute("CREATE TABLE log (id int PRIMARY KEY)");
  Load load(test);
  for (int round = 0; round < 20; ++round) {
    load.Progress(50);
    // Half of them, so that reads find another connection; in some rounds all.
    test.database.Execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND "
        "application_name LIKE 'liftmark %' AND (pid % 2 = 0 OR " +
        std::string(round % 5 == 0 ? "true" : "false") + ")");
  }
  load.Progress(50);
  load.Stop();
  load.Check();
  CHECK(test.pool->metrics(Lane::kRead).connects > 2);
}

TEST_CASE("a restart of PostgreSQL under load ends in clear errors, and the service recovers by itself") {
  PoolFixture test(QuickToReconnect());
  test.database.Execute("CREATE TABLE log (id int PRIMARY KEY)");
  Load load(test);
  for (int round = 0; round < 2; ++round) {
    load.Progress(50);
    RestartTestServer();
  }
  load.Progress(50);
  load.Stop();
  load.Check();
  test.WaitUntilUp(Lane::kRead, 2);
}

TEST_CASE("a read whose connection is lost is answered on another") {
  PoolFixture test;
  test.WaitUntilUp(Lane::kScan, 2);
  auto blocker = test.database.Open();
  blocker.Execute("SELECT pg_advisory_lock(1)");
  static constexpr Statement kWaitForLock{"wait_for_lock", "SELECT pg_advisory_xact_lock(1)"};
  auto read = test.Start(Lane::kScan, {kWaitForLock, Params()});
  const auto wait_until_it_runs = [&] {
    Eventually([&] {
      return test.database.Scalar(
                 "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == "1";
    });
  };
  wait_until_it_runs();
  test.database.Execute(
      "SELECT pg_terminate_backend(pid, 60000) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
  wait_until_it_runs();
  blocker.Execute("SELECT pg_advisory_unlock(1)");
  CHECK(read.get().ok());
  CHECK(test.pool->metrics(Lane::kScan).retried == 1);
}

TEST_CASE("when the only connection of a lane was good and is lost, the next call waits for another") {
  PoolOptions options;
  options.scan.connections = 1;
  PoolFixture test(std::move(options));
  test.WaitUntilUp(Lane::kScan, 1);
  // A session of less than a second counts as a failure.
  Run(test.shard, async::SleepUntil(async::Clock::now() + 1s)).get();
  test.database.Execute(
      "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = current_database() AND "
      "application_name = 'liftmark scan'");
  CHECK(test.Execute(Lane::kScan, {kEcho, Params("x")}).ok());
}

TEST_CASE("of a write whose connection is lost the outcome is unknown") {
  PoolFixture test;
  test.database.Execute("CREATE TABLE log (id int PRIMARY KEY)");
  auto blocker = test.database.Open();
  blocker.Execute("BEGIN");
  blocker.Execute("LOCK TABLE log");
  auto write = test.Start(Lane::kWrite, {kInsert, Params(1)});
  Eventually([&] {
    return test.database.Scalar(
               "SELECT count(*) FROM pg_locks WHERE relation = 'log'::regclass AND NOT granted") == "1";
  });
  test.database.Execute(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'log'::regclass AND NOT granted");
  const absl::Status status = write.get().status();
  CHECK(status.code() == absl::StatusCode::kUnavailable);
  CHECK(ReasonOf(status) == "OUTCOME_UNKNOWN");
}

TEST_CASE("a connection that says nothing is replaced") {
  PoolOptions options = QuickToReconnect();
  options.read.statement_timeout = options.write.statement_timeout = 50ms;
  options.stall_grace = 50ms;
  options.write.connections = 1;
  PoolFixture test(std::move(options));
  test.database.Execute("CREATE TABLE log (id int PRIMARY KEY)");
  test.WaitUntilUp(Lane::kRead, 2);
  const Lane lane = GENERATE(Lane::kRead, Lane::kWrite);
  const pid_t backend = (*test.Execute(lane, {kBackend, Params()}))[0].Get<std::int32_t>(0);

  REQUIRE(kill(backend, SIGSTOP) == 0);
  if (lane == Lane::kRead) {
    CHECK(test.Execute(lane, {kEcho, Params("x")}).ok());
    CHECK(test.pool->metrics(lane).retried == 1);
  } else {
    CHECK(ReasonOf(test.Execute(lane, {kInsert, Params(1)}).status()) == "OUTCOME_UNKNOWN");
  }
  Eventually([&] { return test.Execute(lane, {kEcho, Params("x")}).ok(); });
  CHECK(kill(backend, SIGCONT) == 0);
}

TEST_CASE("without PostgreSQL a call is answered at once") {
  PoolOptions options;
  options.conninfo = "host=/nonexistent";
  PoolFixture test(std::move(options));
  const Lane lane = GENERATE(Lane::kRead, Lane::kWrite, Lane::kScan);
  const absl::Status status = test.Execute(lane, {kEcho, Params("x")}, Deadline::max()).status();
  CHECK(status.code() == absl::StatusCode::kUnavailable);
  CHECK(ReasonOf(status) == "DATABASE_UNAVAILABLE");
  CHECK(status.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
}

TEST_CASE("conninfo that means nothing is a database that cannot be reached") {
  PoolOptions options;
  options.conninfo = "no such keyword = 1";
  PoolFixture test(std::move(options));
  CHECK(ReasonOf(test.Execute(Lane::kRead, {kEcho, Params("x")}).status()) == "DATABASE_UNAVAILABLE");
}

// Accepts connections and never says a word.
class MuteServer {
 public:
  MuteServer() {
    std::string pattern = "/tmp/liftmark_mute_XXXXXX";
    directory_ = mkdtemp(pattern.data());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = directory_ + "/.s.PGSQL.5432";
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    socket_ = socket(AF_UNIX, SOCK_STREAM, 0);
    if (socket_ < 0 || bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
        listen(socket_, 64) != 0) {
      throw std::runtime_error("cannot listen");
    }
  }
  ~MuteServer() {
    close(socket_);
    std::filesystem::remove_all(directory_);
  }
  MuteServer(const MuteServer&) = delete;
  MuteServer& operator=(const MuteServer&) = delete;

  std::string Conninfo() const { return "port=5432 host=" + directory_; }

 private:
  std::string directory_;
  int socket_ = -1;
};

TEST_CASE("a server that does not finish connecting is given up") {
  MuteServer server;
  PoolOptions options;
  options.conninfo = server.Conninfo();
  options.connect_timeout = 50ms;
  PoolFixture test(std::move(options));
  CHECK(ReasonOf(test.Execute(Lane::kRead, {kEcho, Params("x")}).status()) == "DATABASE_UNAVAILABLE");
}

TEST_CASE("closing waits for calls, and leaves no backend behind") {
  PoolFixture test;
  auto read = test.Start(Lane::kRead, {kEcho, Params("x")});
  Run(test.shard, test.pool->Close(Deadline::max())).get();
  CHECK(read.get().ok());
  Eventually([&] { return test.Backends() == "0"; });
  const absl::Status refused = test.Execute(Lane::kRead, {kEcho, Params("x")}).status();
  CHECK(ReasonOf(refused) == "SHUTTING_DOWN");
  test.pool.reset();
}

TEST_CASE("closing ends at its deadline, with an answer to every call") {
  PoolFixture test;
  test.database.Execute("CREATE TABLE log (id int PRIMARY KEY)");
  auto blocker = test.database.Open();
  blocker.Execute("BEGIN");
  blocker.Execute("LOCK TABLE log");
  auto writes =
      test.StartTogether(Lane::kWrite, Queries(13, [](int i) { return Query(kInsert, Params(i)); }));
  Eventually([&] { return test.pool->metrics(Lane::kWrite).in_flight == 12; });

  Run(test.shard, test.pool->Close(async::Clock::now() + 20ms)).get();
  int unknown = 0;
  int not_sent = 0;
  for (auto& write : writes) {
    const absl::Status status = write.get().status();
    CHECK(status.code() == absl::StatusCode::kUnavailable);
    unknown += ReasonOf(status) == "OUTCOME_UNKNOWN" ? 1 : 0;
    not_sent += ReasonOf(status) == "SHUTTING_DOWN" ? 1 : 0;
  }
  CHECK(unknown == 12);
  CHECK(not_sent == 1);
  test.pool.reset();
}

TEST_CASE("a pool that is destroyed answers every call") {
  PoolFixture test;
  test.WaitUntilUp(Lane::kScan, 2);
  static constexpr Statement kSleep{"sleep", "SELECT pg_sleep(3600)"};
  auto scans = test.StartTogether(Lane::kScan, Repeat({kSleep, Params()}, 3));
  Eventually([&] { return test.pool->metrics(Lane::kScan).in_flight == 2; });
  test.pool.reset();
  for (auto& scan : scans) CHECK(ReasonOf(scan.get().status()) == "SHUTTING_DOWN");
}

TEST_CASE("a runtime that stops first takes a pool's calls along") {
  TestDatabase database;
  std::future<Rows> abandoned;
  {
    async::Runtime runtime(1);
    PoolOptions options;
    options.conninfo = database.Conninfo();
    Pool pool(runtime.shard(0), std::move(options));
    static constexpr Statement kSleep{"sleep", "SELECT pg_sleep(3600)"};
    abandoned = Run(runtime.shard(0), pool.Execute(Lane::kScan, {kSleep, Params()}, Deadline::max()));
    Eventually([&] { return pool.metrics(Lane::kScan).in_flight == 1; });
    runtime.Stop();
  }
  CHECK_THROWS_AS(abandoned.get(), std::future_error);
}

}  // namespace
}  // namespace liftmark::pg
