#include "common/async/started.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace liftmark::async {
namespace {

Task<std::string> Say(std::string text) { co_return text; }

Task<std::string> Fail() {
  throw std::runtime_error("told so");
  co_return "";
}

Task<std::string> WaitFor(Timer& signal, bool& begun, std::string text) {
  begun = true;
  asio::error_code cancelled;
  co_await signal.async_wait(asio::redirect_error(kUseTask, cancelled));
  co_return text;
}

Task<std::string> TakeEnded(Shard& shard) {
  Started<std::string> started(shard, Say("done"));
  co_await SleepUntil(Clock::now());  // the task has its turn
  co_return co_await started.Take();
}

// The task has begun, and its starter goes on meanwhile and ends it.
Task<std::string> TakeRunning(Shard& shard) {
  Timer signal(shard.executor(), Deadline::max());
  bool begun = false;
  Started<std::string> started(shard, WaitFor(signal, begun, "waited"));
  while (!begun) co_await SleepUntil(Clock::now());
  signal.cancel();
  co_return co_await started.Take();
}

Task<std::string> TakeFailed(Shard& shard) {
  Started<std::string> started(shard, Fail());
  co_return co_await started.Take();
}

Task<std::string> LeaveRunning(Shard& shard, Timer& signal, bool& begun) {
  {
    const Started<std::string> left(shard, WaitFor(signal, begun, "nobody takes it"));
  }
  while (!begun) co_await SleepUntil(Clock::now());
  signal.cancel();
  co_return "left";
}

TEST_CASE("what was started is taken, whether it has ended or not") {
  Runtime runtime(1);
  Shard& shard = runtime.shard(0);
  CHECK(Run(shard, TakeEnded(shard)).get() == "done");
  CHECK(Run(shard, TakeRunning(shard)).get() == "waited");
}

TEST_CASE("taking throws what the task threw") {
  Runtime runtime(1);
  CHECK_THROWS_AS(Run(runtime.shard(0), TakeFailed(runtime.shard(0))).get(), std::runtime_error);
}

TEST_CASE("a task that nobody takes runs to its end") {
  Runtime runtime(1);
  Shard& shard = runtime.shard(0);
  Timer signal(shard.executor(), Deadline::max());
  bool begun = false;
  CHECK(Run(shard, LeaveRunning(shard, signal, begun)).get() == "left");
  CHECK(begun);
}

}  // namespace
}  // namespace liftmark::async
