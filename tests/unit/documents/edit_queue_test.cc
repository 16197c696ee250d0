#include "common/documents/edit_queue.h"

#include <catch2/catch.hpp>
#include <future>
#include <vector>

#include "common/async/runtime.h"
#include "common/status/status.h"

namespace liftmark::documents {
namespace {

// Enters, says so, and stays until it is told to leave.
Task<absl::Status> Edit(EditQueue& queue, std::string key, async::Deadline deadline, std::vector<int>& order,
                        int number) {
  auto turn = co_await queue.Enter(key, deadline);
  if (!turn.ok()) co_return turn.status();
  order.push_back(number);
  // Others get the chance to overtake.
  for (int i = 0; i < 3; ++i) co_await async::SleepUntil(async::Clock::now());
  order.push_back(number);
  co_return absl::OkStatus();
}

TEST_CASE("edits of one document take turns in the order they came") {
  async::Runtime runtime(1);
  async::Shard& shard = runtime.shard(0);
  EditQueue queue(shard.executor());
  std::vector<int> order;
  std::vector<std::future<absl::Status>> edits;
  for (int i = 0; i < 20; ++i) {
    edits.push_back(async::Run(shard, Edit(queue, "a", async::Deadline::max(), order, i)));
  }
  for (auto& edit : edits) CHECK(edit.get().ok());

  REQUIRE(order.size() == 40);
  for (int i = 0; i < 20; ++i) {
    CHECK(order[2 * i] == i);
    CHECK(order[2 * i + 1] == i);
  }
}

Task<absl::Status> HoldWhileAnotherWaits(EditQueue& queue, std::vector<int>& order) {
  auto turn = co_await queue.Enter("a", async::Deadline::max());
  // Another document is free; this one is not before its waiter's deadline.
  absl::Status other = co_await Edit(queue, "b", async::Deadline::max(), order, 1);
  if (!other.ok()) co_return other;
  co_return co_await Edit(queue, "a", async::Clock::now(), order, 2);
}

TEST_CASE("who waits past its deadline is told, and the next one still gets its turn") {
  async::Runtime runtime(1);
  async::Shard& shard = runtime.shard(0);
  EditQueue queue(shard.executor());
  std::vector<int> order;

  const absl::Status status = async::Run(shard, HoldWhileAnotherWaits(queue, order)).get();
  CHECK(absl::IsDeadlineExceeded(status));
  CHECK(ReasonOf(status) == "EDIT_QUEUE_TIMEOUT");

  CHECK(async::Run(shard, Edit(queue, "a", async::Deadline::max(), order, 3)).get().ok());
  CHECK(order == std::vector<int>{1, 1, 3, 3});
}

}  // namespace
}  // namespace liftmark::documents
