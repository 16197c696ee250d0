#include "common/async/await_callback.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <thread>

#include "common/async/runtime.h"

namespace liftmark::async {
namespace {

struct Answer {
  std::unique_ptr<std::string> text;
  bool on_shard = false;
};

Task<Answer> AwaitOtherThread(Shard& shard) {
  std::thread other;
  auto text = co_await AwaitCallback<std::unique_ptr<std::string>>(
      [&](auto done) { other = std::thread([done] { done(std::make_unique<std::string>("told")); }); });
  other.join();
  co_return Answer{std::move(text), shard.IsCurrent()};
}

Task<int> AwaitAtOnce() {
  co_return co_await AwaitCallback<int>([](auto done) { done(7); });
}

TEST_CASE("a task goes on where it was, with what another thread called back with") {
  Runtime runtime(2);
  const Answer answer = Run(runtime.shard(1), AwaitOtherThread(runtime.shard(1))).get();
  CHECK(*answer.text == "told");
  CHECK(answer.on_shard);
}

TEST_CASE("a callback may come at once") {
  Runtime runtime(1);
  CHECK(Run(runtime.shard(0), AwaitAtOnce()).get() == 7);
}

}  // namespace
}  // namespace liftmark::async
