// A database, a shard and a pool for one test.
#pragma once

#include <chrono>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/runtime.h"
#include "common/pg/pool.h"
#include "common/pg/sqlstate.h"
#include "common/status/status.h"
#include "tests/support/eventually.h"
#include "tests/support/test_database.h"

namespace liftmark::pg {

inline Deadline Patiently() { return async::Clock::now() + kPatience; }

using Rows = absl::StatusOr<Result>;
using Batches = absl::StatusOr<std::vector<Result>>;

struct PoolFixture {
  explicit PoolFixture(PoolOptions options = {}) {
    if (options.conninfo.empty()) options.conninfo = database.Conninfo();
    pool.emplace(shard, std::move(options));
  }

  ~PoolFixture() {
    if (pool.has_value()) Run(shard, pool->Close(async::Clock::now())).get();
  }

  Rows Execute(Lane lane, Query query, Deadline deadline = Patiently()) {
    return Start(lane, std::move(query), deadline).get();
  }

  Batches Batch(std::vector<Query> queries) {
    return Run(shard, pool->Batch(std::move(queries), Patiently())).get();
  }

  std::future<Rows> Start(Lane lane, Query query, Deadline deadline = Patiently()) {
    return Run(shard, pool->Execute(lane, std::move(query), deadline));
  }

  // Starts all in one turn of the loop.
  std::vector<std::future<Rows>> StartTogether(Lane lane, std::vector<Query> queries) {
    return Run(shard, StartAll(lane, std::move(queries))).get();
  }

  void WaitUntilUp(Lane lane, int connections) {
    Eventually([&] { return pool->metrics(lane).connections_up == connections; });
  }

  // Of the pool.
  std::string Backends() {
    return database.Open().Scalar(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE "
        "'liftmark %'");
  }

  TestDatabase database;
  async::Runtime runtime{1};
  async::Shard& shard = runtime.shard(0);
  std::optional<Pool> pool;

 private:
  Task<std::vector<std::future<Rows>>> StartAll(Lane lane, std::vector<Query> queries) {
    std::vector<std::future<Rows>> started;
    started.reserve(queries.size());
    for (Query& query : queries) started.push_back(Start(lane, std::move(query)));
    co_return started;
  }
};

// One query for each of 0 to `count` - 1.
template <class MakeQuery>
std::vector<Query> Queries(int count, MakeQuery make_query) {
  std::vector<Query> queries;
  queries.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) queries.push_back(make_query(i));
  return queries;
}

inline std::vector<Query> Repeat(const Query& query, int count) {
  return Queries(count, [&](int) { return query; });
}

}  // namespace liftmark::pg
